/// Reads a CSV file as a table. Which encoding and which separator it has nobody is asked: it shows.
struct CSVTable: Sendable {
    static let separators: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t")]
    /// Rows a table may have.
    static let mostRows = 100_000

    let table: SheetTable

    /// - Parameters:
    ///   - file: as places name it.
    ///   - score: how many columns of a table make sense; the separator is the one with which most do.
    /// - Returns: nil where the bytes are no text; that was noted.
    init?(_ bytes: [UInt8], file: String, score: (SheetTable) -> Int, _ findings: inout RosterFindings) {
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
        let scores = Self.separators.map { score(Self.parse(start, $0, file).table) }
        let best = scores.firstIndex(of: scores.max() ?? 0) ?? 0
        let separator = Self.separators[best]
        let (table, faults) = Self.parse(decoded.bytes, separator, file)
        self.table = SheetTable(
            file: file, rows: table.rows, form: "\(decoded.encoding.rawValue), \(Self.name(of: separator))")
        for fault in faults { findings.refuse(fault.place, fault.found, expected: fault.expected) }
        guard table.rows.count <= Self.mostRows else {
            findings.refuse(
                RosterPlace(file: file), .words("\(table.rows.count) rows"), expected: "at most \(Self.mostRows)")
            return nil
        }
    }

    private static func name(of separator: UInt8) -> String {
        separator == UInt8(ascii: "\t") ? "separated by tabs" : "separated by \(String(UnicodeScalar(separator)))"
    }

    /// Enough to find a header in.
    private static func start(of bytes: [UInt8]) -> [UInt8] {
        let ends = bytes.indices.lazy.filter { bytes[$0] == UInt8(ascii: "\n") }
        return ends.dropFirst(SheetLayout.searched).first.map { Array(bytes[...$0]) } ?? bytes
    }

    private static func parse(
        _ bytes: [UInt8], _ separator: UInt8, _ file: String
    ) -> (table: SheetTable, faults: [RosterMistake]) {
        var reader = CSVReader(separator: separator, allowsLineBreaks: true)
        var (rows, faults): ([SheetRow], [RosterMistake]) = ([], [])
        let take = { (row: CSVRow) in
            let values = row.fields.enumerated().map { ($0.offset, SheetValue.text($0.element)) }
            rows.append(SheetRow(number: row.line, cells: Dictionary(uniqueKeysWithValues: values)))
            faults += row.faults.map { Self.mistake($0, row.line, file) }
        }
        reader.read(bytes, take)
        reader.finish(take)
        return (SheetTable(file: file, rows: rows), faults)
    }

    private static func mistake(_ fault: CSVFault, _ line: Int, _ file: String) -> RosterMistake {
        let (found, expected) = fault.kind.words
        return RosterMistake(
            place: RosterPlace(file: file, line: line, column: "column \(SheetText.letters(ofColumn: fault.field))"),
            found: .words(found), expected: expected)
    }
}
