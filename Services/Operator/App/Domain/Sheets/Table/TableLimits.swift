/// How much the tables of one file may hold. A school of several thousand pupils needs a twentieth.
struct TableLimits: Equatable, Sendable {
    /// Rows of a table in which something stands.
    var rows = 100_000
    /// The first of them: nothing may stand to the right.
    var columns = 256
    /// In all tables of the file together, those of merged cells counted one by one.
    var cells = 1_000_000
    /// Bytes of text in all these cells together, whether a workbook holds it once or a thousand times.
    var text = 32 << 20
    /// Bytes of the longest text that can be a value; what is longer is a remark.
    var cellText = 4_000
    /// Ranges of merged cells.
    var merges = 65_536

    static let standard = TableLimits()
}

/// What the tables of a file have taken of their limits so far.
struct TableBudget: Equatable, Sendable {
    let limits: TableLimits
    private var cells = 0
    private var text = 0

    init(limits: TableLimits = .standard) { self.limits = limits }

    /// Takes a cell in which something stands.
    mutating func take(_ value: SheetValue) throws(WorkbookFault) {
        cells += 1
        guard cells <= limits.cells else {
            throw WorkbookFault(found: "more than \(limits.cells) cells in which something stands", expected: "fewer")
        }
        if case .text(let piece) = value { text += piece.utf8.count }
        guard text <= limits.text else {
            throw WorkbookFault(found: "more than \(limits.text) bytes of text in its cells", expected: "less")
        }
    }

    /// Whether one more row may follow so many.
    func checkRows(after count: Int) throws(WorkbookFault) {
        guard count < limits.rows else {
            throw WorkbookFault(found: "more than \(limits.rows) rows", expected: "fewer")
        }
    }
}
