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
        let isHeader = Self.isHeader(row, table)
        for (number, name) in row.fields.enumerated() {
            let place = isHeader && !name.isEmpty ? place.at(name) : place.at("field \(number + 1)")
            guard let index = Self.index(of: name, table, isStrict, place, &findings) else {
                if name.hasPrefix("metadata.") {
                    isExtended = true
                } else {
                    findings.deviate(isStrict, place, .words("an unknown column"), expected: Self.rule)
                }
                positions.append(nil)
                continue
            }
            if !seen.insert(index).inserted {
                findings.refuse(place, .words("a second column of this name"), expected: "each column once")
            }
            if isExtended {
                findings.deviate(isStrict, place, .words("it after metadata.…"), expected: Self.rule)
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

    /// Most of it are names of columns: in a file that has none, its first row may be somebody's.
    private static func isHeader(_ row: CSVRow, _ table: OneRosterColumnIndex) -> Bool {
        row.fields.count { $0.hasPrefix("metadata.") || index(of: $0, table) != nil } * 2 >= row.fields.count
    }

    private static func index(of name: String, _ table: OneRosterColumnIndex) -> Int? {
        if let index = table.index[name] { return index }
        let folded = name.lowercased().filter { $0 != " " }
        return table.columns.firstIndex { $0.name.lowercased() == folded }
    }

    private static let rule = "the standard's columns in its order, then none but metadata.…"

    private static func index(
        of name: String, _ table: OneRosterColumnIndex, _ isStrict: Bool, _ place: RosterPlace,
        _ findings: inout RosterFindings
    ) -> Int? {
        guard let index = index(of: name, table) else { return nil }
        guard table.columns[index].name != name else { return index }
        findings.deviate(isStrict, place, .value(name), expected: table.columns[index].name)
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
