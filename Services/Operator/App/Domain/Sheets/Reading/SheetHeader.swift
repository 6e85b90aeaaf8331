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
        var best: SheetHeader?
        for index in rows.indices {
            let own = rows[index].cells.mapValues(\.text)
            var candidates = [SheetHeader(own, last: index, kind)]
            if rows.indices.contains(index + 1) {
                let both = joined(own, rows[index + 1].cells.mapValues(\.text))
                candidates.append(SheetHeader(both, last: index + 1, kind))
            }
            for candidate in candidates where candidate.score > best?.score ?? 1 { best = candidate }
        }
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
