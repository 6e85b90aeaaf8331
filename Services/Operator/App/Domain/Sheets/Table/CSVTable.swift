/// Reads a CSV file as a table. Which encoding and which separator it has nobody is asked: it shows.
struct CSVTable: Sendable {
    static let separators: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t")]
    /// Bytes among which a header is looked for.
    private static let searched = 4 << 20

    let table: SheetTable

    /// - Parameters:
    ///   - file: as places name it.
    ///   - limits: what of it is read at most.
    ///   - score: how many columns of a table make sense; the separator is the one with which most do.
    /// - Returns: nil where the bytes are no text; that was noted.
    init?(
        _ bytes: [UInt8], file: String, limits: TableLimits = .standard, score: (SheetTable) -> Int,
        _ findings: inout RosterFindings
    ) {
        let decoded: TextDecoding.Decoded
        do {
            decoded = try TextDecoding.decode(bytes)
        } catch {
            findings.refuse(
                RosterPlace(file: file, line: error.line), .words(error.found),
                expected: "text in UTF-8 or Windows-1251, or a workbook saved as .xlsx")
            return nil
        }
        let start = Self.start(of: decoded.bytes)
        let scores = Self.separators.map { score(CSVRows(start, $0, file, limits).table) }
        let best = scores.firstIndex(of: scores.max() ?? 0) ?? 0
        let separator = Self.separators[best]
        let read = CSVRows(decoded.bytes, separator, file, limits)
        table = SheetTable(
            file: file, rows: read.rows, form: "\(decoded.encoding.rawValue), \(Self.name(of: separator))")
        for fault in read.faults { findings.refuse(fault.place, fault.found, expected: fault.expected) }
        if read.isCut { return nil }
    }

    private static func name(of separator: UInt8) -> String {
        separator == UInt8(ascii: "\t") ? "separated by tabs" : "separated by \(String(UnicodeScalar(separator)))"
    }

    /// Enough to find a header in.
    private static func start(of bytes: [UInt8]) -> [UInt8] {
        let start = bytes.prefix(searched)
        let ends = start.indices.lazy.filter { start[$0] == UInt8(ascii: "\n") }
        return Array(ends.dropFirst(SheetLayout.searched).first.map { start[...$0] } ?? start)
    }
}

/// The rows of a CSV file, read with one separator up to the first limit they exceed.
private struct CSVRows {
    let file: String
    private(set) var rows: [SheetRow] = []
    private(set) var faults: [RosterMistake] = []
    /// A limit was exceeded, which is the last of the faults.
    private(set) var isCut = false
    private var budget: TableBudget

    init(_ bytes: [UInt8], _ separator: UInt8, _ file: String, _ limits: TableLimits) {
        self.file = file
        budget = TableBudget(limits: limits)
        let csv = CSVLimits(fields: limits.columns)
        var reader = CSVReader(separator: separator, allowsLineBreaks: true, limits: csv)
        do {
            try reader.read(bytes) { try take($0, csv) }
            try reader.finish { try take($0, csv) }
        } catch {
            isCut = true
        }
    }

    var table: SheetTable { SheetTable(file: file, rows: rows) }

    /// - Throws: what ends the reading; that was noted.
    private mutating func take(_ line: CSVRow, _ limits: CSVLimits) throws {
        for fault in line.faults { note(fault, line.line, limits) }
        let values = line.fields.enumerated().map { ($0.offset, SheetValue.text($0.element)) }
        let row = SheetRow(number: line.line, cells: Dictionary(uniqueKeysWithValues: values))
        guard !row.isBlank else { return }
        do throws(WorkbookFault) {
            try budget.checkRows(after: rows.count)
            for value in row.cells.values { try budget.take(value) }
        } catch {
            let place = RosterPlace(file: file, line: line.line)
            faults.append(RosterMistake(place: place, found: .words(error.found), expected: error.expected))
            throw error
        }
        rows.append(row)
    }

    /// A file of nothing but faults keeps no more of them than are worth reading.
    private mutating func note(_ fault: CSVFault, _ line: Int, _ limits: CSVLimits) {
        guard faults.count < Self.mostFaults else { return }
        let (found, expected) = fault.kind.words(limits)
        let column = "column \(SheetText.letters(ofColumn: fault.field))"
        faults.append(
            RosterMistake(
                place: RosterPlace(file: file, line: line, column: column), found: .words(found), expected: expected))
    }

    private static let mostFaults = 100_000
}
