/// Where a cell stands, such as `B7`.
struct CellReference: Hashable, Sendable {
    /// What a sheet of a workbook has (ISO/IEC 29500-1, 18.3.1.73 and 18.3.1.4; the last cell is `XFD1048576`).
    static let rows = 1_048_576
    static let columns = 16_384

    /// From 1.
    let row: Int
    /// From 0.
    let column: Int

    init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }

    /// Nil for anything but one to three capital letters and a number from 1 on, and for what lies beyond a sheet.
    init?(_ text: String) {
        let letters = text.utf8.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        let digits = text.utf8.dropFirst(letters.count)
        guard (1...3).contains(letters.count), (1...7).contains(digits.count),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let row = Int(Substring(digits)), (1...Self.rows).contains(row)
        else { return nil }
        self.row = row
        column = letters.reduce(0) { $0 * 26 + Int($1 - UInt8(ascii: "A")) + 1 } - 1
        guard column < Self.columns else { return nil }
    }
}

/// Cells that are one, such as `A1:C2`; the value stands in the first.
struct MergedCells: Equatable, Sendable {
    let first: CellReference
    let last: CellReference

    init?(_ text: String) {
        let ends = text.split(separator: ":", omittingEmptySubsequences: false).map { CellReference(String($0)) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first.row <= last.row,
            first.column <= last.column
        else { return nil }
        self.first = first
        self.last = last
    }
}
