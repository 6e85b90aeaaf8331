/// A row of a table, to be read value by value. What is wrong is noted with its cell.
struct SheetLine: Sendable {
    let layout: SheetLayout
    let row: SheetRow

    var place: RosterPlace { layout.place(row) }

    /// Of the column for it; of the row where there is none.
    func place(_ term: SheetTerm) -> RosterPlace { layout.place(row, layout.columns[term]) }

    func place(_ column: Int?) -> RosterPlace { layout.place(row, column) }

    func has(_ column: Int?) -> Bool { column.map { row.cells[$0] != nil } ?? false }

    /// Nil where nothing stands, or something wrong.
    func value<Value>(
        _ column: Int?, _ term: SheetTerm, _ findings: inout RosterFindings,
        _ read: (SheetValue) -> SheetVerdict<Value>
    ) -> Value? {
        guard let column, let value = row.cells[column] else { return nil }
        if case .fault(let words) = value {
            findings.refuse(place(column), .words(words), expected: "the \(term.rawValue)")
            return nil
        }
        switch read(value) {
        case .fine(let value): return value
        case .wrong(let expected):
            findings.refuse(place(column), term.found(value), expected: expected)
            return nil
        }
    }

    /// The same where something has to stand.
    func needed<Value>(
        _ column: Int?, _ term: SheetTerm, _ findings: inout RosterFindings,
        _ read: (SheetValue) -> SheetVerdict<Value>
    ) -> Value? {
        guard has(column) else {
            findings.refuse(place(column), .nothing, expected: "the \(term.rawValue)")
            return nil
        }
        return value(column, term, &findings, read)
    }

    /// A name, in one column or in columns of its parts.
    func name(_ columns: [SheetTerm: Int], _ findings: inout RosterFindings) -> RosterName? {
        guard let family = columns[.family], let given = columns[.given] else {
            return needed(columns[.fullName], .fullName, &findings) { PersonWords.whole($0.text) }
        }
        let part = { (value: SheetValue) in PersonWords.part(value.text) }
        let parts = (
            needed(family, .family, &findings, part), needed(given, .given, &findings, part),
            value(columns[.patronymic], .patronymic, &findings, part)
        )
        guard let familyName = parts.0, let givenName = parts.1 else { return nil }
        return RosterName(family: familyName, given: givenName, patronymic: parts.2)
    }
}
