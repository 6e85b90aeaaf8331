/// The header of a table: a row, or two of which the upper one groups the columns of the lower.
struct SheetHeader: Equatable, Sendable {
    /// Index of the last of its rows.
    let last: Int
    /// What stands over each column.
    let texts: [Int: String]
    let headings: [Int: SheetHeading]

    /// In how many columns something different makes sense.
    let score: Int

    private init(_ texts: [Int: String], last: Int, _ kind: SheetKind) {
        self.texts = texts
        self.last = last
        headings = texts.compactMapValues { SheetHeading($0).flatMap(kind.take) }
        score = Set(headings.values.filter { $0.term != .number }).count
    }

    /// The best one at the beginning of a table; nil where nothing there looks like one.
    static func best(in table: SheetTable, _ kind: SheetKind) -> SheetHeader? {
        let rows = table.rows.prefix(SheetLayout.searched)
        let texts = rows.map { $0.cells.mapValues(\.text) }
        let single = texts.enumerated().map { SheetHeader($1, last: $0, kind) }
        let double = zip(texts, texts.dropFirst()).enumerated().map { index, pair in
            SheetHeader(joined(pair.0, pair.1), last: index + 1, kind)
        }
        var best: SheetHeader?
        // Two rows are one header only where that explains more than either.
        for candidate in single + double where candidate.score > best?.score ?? 1 { best = candidate }
        return best
    }

    private static func joined(_ upper: [Int: String], _ lower: [Int: String]) -> [Int: String] {
        // What goes over both rows is one text in two cells.
        upper.merging(lower) { $0 == $1 ? $0 : "\($0) \($1)" }
    }

    /// As places name a column: the header as it stands, and the letter over it.
    func label(_ column: Int) -> String {
        let letters = SheetText.letters(ofColumn: column)
        return texts[column].map { "\(RosterFound.value($0)) (\(letters))" } ?? "column \(letters)"
    }
}
