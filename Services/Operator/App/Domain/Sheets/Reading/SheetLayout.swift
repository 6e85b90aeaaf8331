/// Where in a table what stands.
struct SheetLayout: Sendable {
    /// Rows at the beginning in which a header is looked for; titles stand before it.
    static let searched = 30

    let kind: SheetKind
    let table: SheetTable
    let header: SheetHeader
    /// What is told of the row's own person or thing.
    private(set) var columns: [SheetTerm: Int] = [:]
    /// Of a pupil's representatives, one after the other.
    private(set) var representatives: [RepresentativeColumns] = []
    /// The class all pupils of a sheet are in that is called so and has no column for it.
    private(set) var classOfSheet: ClassName?

    /// How many columns make sense, however they are parted.
    static func score(_ table: SheetTable, _ kind: SheetKind) -> Int { SheetHeader.best(in: table, kind)?.score ?? 0 }

    /// - Returns: nil where there is no header, or one that lacks what is needed; that was noted.
    init?(_ table: SheetTable, _ kind: SheetKind, _ findings: inout RosterFindings) {
        guard let header = SheetHeader.best(in: table, kind) else {
            let words = [kind.nameHeader] + kind.needed.map(\.header)
            findings.refuse(
                table.place(), .words("no header in the first \(Self.searched) rows"),
                expected: "a row with " + words.map { "«\($0)»" }.joined(separator: ", "))
            return nil
        }
        self.kind = kind
        self.table = table
        self.header = header
        let mistakes = findings.mistakeCount
        for column in header.texts.keys.sorted() { place(column, &findings) }
        noteUnheaded(&findings)
        checkRepresentatives(&findings)
        checkNeeded(&findings)
        if findings.mistakeCount > mistakes { return nil }
    }

    /// The rows below the header, without one that numbers the columns.
    var rows: ArraySlice<SheetRow> {
        let rows = table.rows[(header.last + 1)...]
        guard let first = rows.first, first.cells.count > 2 else { return rows }
        let values = first.cells.sorted { $0.key < $1.key }.map(\.value.text)
        return values == (1...values.count).map(String.init) ? rows.dropFirst() : rows
    }

    func place(_ row: SheetRow, _ column: Int? = nil) -> RosterPlace {
        table.place(row.number, column.map(header.label))
    }

    // MARK: - The header

    func headerPlace(_ column: Int? = nil) -> RosterPlace { place(table.rows[header.last], column) }

    private mutating func place(_ column: Int, _ findings: inout RosterFindings) {
        guard let heading = header.headings[column] else {
            return findings.warn(
                headerPlace(column), .words("a column that means nothing here"),
                expected: "another header, if it should be taken; it is left out")
        }
        if kind == .pupils, heading.owner?.isRepresentative == true || heading.term.isContact {
            placeContact(column, heading, &findings)
        } else if heading.term != .number, let other = columns.updateValue(column, forKey: heading.term) {
            findings.refuse(
                headerPlace(column),
                .words("a second column for the \(heading.term.rawValue) after \(header.label(other))"),
                expected: "one, or a header that says of whom it tells")
        }
    }

    private mutating func placeContact(_ column: Int, _ heading: SheetHeading, _ findings: inout RosterFindings) {
        if let index = RepresentativeColumns.index(for: heading, in: representatives) {
            representatives[index].columns[heading.term] = column
        } else if let owner = heading.owner, owner.isRepresentative {
            representatives.append(
                RepresentativeColumns(owner: owner, number: heading.number, columns: [heading.term: column]))
        } else {
            findings.warn(
                headerPlace(column), .words("a column of which nobody says whose it is"),
                expected: "it after the representative, or «… матери», «… представителя 2»; it is left out")
        }
    }

    private func checkRepresentatives(_ findings: inout RosterFindings) {
        for representative in representatives {
            guard let first = representative.columns.values.min() else { continue }
            if !representative.hasName {
                findings.refuse(
                    headerPlace(first), .words("no column with a name beside it"),
                    expected: "«ФИО» of the same person, or family name and name")
            }
            if representative.columns[.email] == nil { noteNoAddress(first, &findings) }
            if representative.owner.basis == nil, representative.columns[.kinship] == nil {
                findings.refuse(
                    headerPlace(first), .words("a representative of whom no column says by what right"),
                    expected: "«Степень родства» beside it, or «Родитель», «Мать», «Отец», «Опекун»")
            }
        }
    }

    /// Known addresses stay, but whoever is new gets no mail.
    private func noteNoAddress(_ column: Int?, _ findings: inout RosterFindings) {
        findings.warn(
            headerPlace(column), .words("no column «E-mail»"),
            expected: "one, or these people have only the address that the journal knows already")
    }

    private mutating func checkNeeded(_ findings: inout RosterFindings) {
        if kind == .staff, columns[.email] == nil { noteNoAddress(nil, &findings) }
        var missing = kind.needed.filter { columns[$0.term] == nil }.map(\.header)
        if missing.contains("Класс"), kind == .pupils, let name = table.sheet.flatMap(ClassName.init) {
            classOfSheet = name
            missing.removeAll { $0 == "Класс" }
        }
        let hasName = columns[.fullName] != nil || columns[.family] != nil && columns[.given] != nil
        if !hasName { missing.insert(kind.nameHeader, at: 0) }
        for word in missing {
            let there = header.texts.sorted { $0.key < $1.key }.map { "\(RosterFound.value($0.value))" }
            findings.refuse(
                headerPlace(), .words("columns " + there.joined(separator: ", ")), expected: "«\(word)» among them")
        }
    }

    private func noteUnheaded(_ findings: inout RosterFindings) {
        let filled = rows.reduce(into: Set<Int>()) { $0.formUnion($1.cells.keys) }
        for column in filled.subtracting(header.texts.keys).sorted() {
            findings.warn(
                headerPlace(column), .words("values under no header"), expected: "a header; they are left out")
        }
    }
}

/// Where one of a pupil's representatives stands.
struct RepresentativeColumns: Equatable, Sendable {
    let owner: SheetOwner
    let number: Int?
    var columns: [SheetTerm: Int]

    var hasName: Bool { columns[.fullName] != nil || columns[.family] != nil && columns[.given] != nil }

    /// Whose columns a heading belongs to: those of the same words, or, where it does not say whose it is, those before
    /// it or of its number.
    static func index(for heading: SheetHeading, in all: [RepresentativeColumns]) -> Int? {
        let candidate: Int?
        if let owner = heading.owner {
            candidate = all.lastIndex { $0.owner == owner && $0.number == heading.number }
        } else if let number = heading.number {
            candidate = all.lastIndex { $0.number == number }
        } else {
            candidate = all.indices.last
        }
        return candidate.flatMap { all[$0].columns[heading.term] == nil ? $0 : nil }
    }
}

extension SheetTerm {
    /// In a list of pupils it tells of their representatives.
    fileprivate var isContact: Bool { self == .email || self == .phone || self == .kinship }
}
