import School

/// What a cell of a table holds.
enum SheetValue: Hashable, Sendable {
    case text(String)
    case number(Double)
    case day(Day)
    case flag(Bool)
    /// Nothing a value can be made of, in words, such as an error of a formula.
    case fault(String)

    /// As a person reads it, without superfluous blanks; empty for a fault.
    var text: String {
        switch self {
        case .text(let text): SheetText.clean(text)
        case .number(let number): SheetText.plain(number)
        case .day(let day): SheetText.dotted(day)
        case .flag(let isTrue): isTrue ? "TRUE" : "FALSE"
        case .fault: ""
        }
    }

    /// Nothing but blanks, or the dash that stands for nothing.
    var isBlank: Bool {
        guard case .text(let text) = self else { return false }
        // Two letters are enough to know: a long text is not gone through to its end.
        let seen = text.unicodeScalars.lazy.filter(SheetText.isSeen).prefix(2)
        return seen.allSatisfy(Self.dashes.contains) && seen.dropFirst().isEmpty
    }

    private static let dashes: Set<UnicodeScalar> = ["-", "–", "—"]
}

/// A row of a table in which something stands.
struct SheetRow: Equatable, Sendable {
    /// From 1, as the program counts with which the table was made.
    let number: Int
    /// By column, from 0; blank cells are left out.
    private(set) var cells: [Int: SheetValue]

    init(number: Int, cells: [Int: SheetValue]) {
        self.number = number
        self.cells = cells.filter { !$0.value.isBlank }
    }

    var isBlank: Bool { cells.isEmpty }

    /// A title or a remark that goes over the columns: what is merged stands in each of its cells.
    var isTitle: Bool { cells.count > 2 && Set(cells.values).count == 1 }
}

/// A table of a file: a sheet of a workbook, or the whole of a CSV file.
struct SheetTable: Equatable, Sendable {
    /// As it is named in places.
    let file: String
    /// Nil in a CSV file.
    let sheet: String?
    /// Those with nothing in them left out.
    let rows: [SheetRow]
    /// How it was written, where that had to be found out.
    let form: String?

    init(file: String, sheet: String? = nil, rows: [SheetRow], form: String? = nil) {
        self.file = file
        self.sheet = sheet
        self.form = form
        self.rows = rows.filter { !$0.isBlank }
    }

    /// The file, and the sheet in it.
    var name: String { sheet.map { "\(file), sheet \(RosterFound.value($0))" } ?? file }

    func place(_ row: Int? = nil, _ column: String? = nil) -> RosterPlace {
        RosterPlace(file: name, line: row, column: column, unit: sheet == nil ? .line : .row)
    }
}
