/// Which column of a file stands where, as its header says.
struct OneRosterHeader {
    /// For each field of a line the index of its column in the table; nil for what the standard does not know.
    let positions: [Int?]
    /// For each column of the table whether the file has it.
    let isThere: [Bool]
    /// The columns of the table that the file has not.
    let absent: Set<Int>

    /// Reads the header's line and notes what is wrong with it.
    init(
        _ row: CSVRow, of file: OneRosterFile, _ table: OneRosterColumnIndex, isStrict: Bool,
        _ findings: inout RosterFindings
    ) {
        var positions: [Int?] = []
        var seen: Set<Int> = []
        let place = RosterPlace(file: file.name, line: row.line)
        var isExtended = false
        for name in row.fields {
            guard let index = Self.index(of: name, table, isStrict, place, &findings) else {
                if name.hasPrefix("metadata.") {
                    isExtended = true
                } else {
                    findings.deviate(isStrict, place.at(name), .words("an unknown column"), expected: Self.rule)
                }
                positions.append(nil)
                continue
            }
            if !seen.insert(index).inserted {
                findings.refuse(place.at(name), .words("a second column of this name"), expected: "each column once")
            }
            if isExtended {
                findings.deviate(isStrict, place.at(name), .words("it after metadata.…"), expected: Self.rule)
            }
            positions.append(index)
        }
        self.positions = positions
        isThere = table.columns.indices.map(seen.contains)
        absent = Set(table.columns.indices).subtracting(seen)
        for (index, column) in table.columns.enumerated() where !seen.contains(index) {
            let isNeeded = column.isRequired || isStrict
            findings.deviate(isNeeded, place.at(column.name), .nothing, expected: "this column")
        }
        checkOrder(table, place, isStrict, &findings)
    }

    private static let rule = "the standard's columns in its order, then none but metadata.…"

    private static func index(
        of name: String, _ table: OneRosterColumnIndex, _ isStrict: Bool, _ place: RosterPlace,
        _ findings: inout RosterFindings
    ) -> Int? {
        if let index = table.index[name] { return index }
        let folded = name.lowercased().filter { $0 != " " }
        guard let index = table.columns.firstIndex(where: { $0.name.lowercased() == folded }) else { return nil }
        findings.deviate(isStrict, place.at(name), .value(name), expected: table.columns[index].name)
        return index
    }

    /// One mistake, at the first column that stands before one it should come after.
    private func checkOrder(
        _ table: OneRosterColumnIndex, _ place: RosterPlace, _ isStrict: Bool, _ findings: inout RosterFindings
    ) {
        let known = positions.compactMap(\.self)
        guard Set(known).count == known.count, let wrong = zip(known, known.sorted()).first(where: { $0 != $1 }) else {
            return
        }
        findings.deviate(
            isStrict, place.at(table.columns[wrong.0].name), .words("it where \(table.columns[wrong.1].name) is due"),
            expected: "the columns in the standard's order")
    }
}
