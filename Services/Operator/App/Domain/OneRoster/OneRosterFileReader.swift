import School

/// Reads one file of a bundle: its header, then row by row.
struct OneRosterFileReader {
    let file: OneRosterFile
    private let isStrict: Bool
    private let mode: OneRosterMode
    private let values: OneRosterValues
    private let table: OneRosterColumnIndex
    private var header: OneRosterHeader?
    private var rows = 0
    private var blankLine: Int?
    /// Whether nothing can be made of the file: another encoding, or rows without ids.
    private(set) var isUnreadable = false

    init(_ file: OneRosterFile, _ manifest: OneRosterManifest, isStrict: Bool) {
        self.file = file
        self.isStrict = isStrict
        mode = manifest.mode(of: file)
        values = OneRosterValues(isStrict: isStrict, version: manifest.version, mode: mode)
        table = OneRosterColumnIndex(file, manifest.version)
    }

    /// Takes a line.
    /// - Returns: the row in it, where there is one that can be told from others.
    mutating func take(
        _ row: CSVRow, _ references: inout OneRosterReferences, _ findings: inout RosterFindings
    ) -> OneRosterRow? {
        if isUnreadable { return nil }
        let place = RosterPlace(file: file.name, line: row.line)
        if row.isBlank {
            blankLine = blankLine ?? row.line
            return nil
        }
        noteBlankLine(&findings)
        guard let header else {
            readHeader(row, place, &findings)
            return nil
        }
        rows += 1
        for fault in row.faults { note(fault, place, header, &findings) }
        if row.isCut { return nil }
        guard row.fields.count == header.positions.count else {
            findings.refuse(
                place, .words("\(row.fields.count) fields"), expected: "\(header.positions.count), as the header has")
            return nil
        }
        return read(row, header, place, &references, &findings)
    }

    /// The file is over.
    mutating func finish(_ findings: inout RosterFindings) {
        let place = RosterPlace(file: file.name)
        if isUnreadable { return }
        if header == nil {
            isUnreadable = true
            findings.refuse(place, .nothing, expected: "a header")
        }
        // Taken at its word, an empty bulk file would end all there is.
        if header != nil, rows == 0 { findings.refuse(place, .words("no row below the header"), expected: "rows") }
    }

    /// Blank lines at the end are none; between rows they are.
    private mutating func noteBlankLine(_ findings: inout RosterFindings) {
        guard let line = blankLine else { return }
        blankLine = nil
        findings.deviate(isStrict, RosterPlace(file: file.name, line: line), .words("a blank line"), expected: "a row")
    }

    private mutating func readHeader(_ row: CSVRow, _ place: RosterPlace, _ findings: inout RosterFindings) {
        guard !row.faults.contains(where: { $0.kind == .notUTF8 }) else {
            isUnreadable = true
            return findings.refuse(place, .words("another encoding"), expected: "UTF-8")
        }
        for fault in row.faults { note(fault, place, nil, &findings) }
        if row.isCut {
            isUnreadable = true
            return
        }
        let header = OneRosterHeader(row, of: file, table, isStrict: isStrict, &findings)
        self.header = header
        isUnreadable = !(header.isThere.first ?? false)
    }

    private func note(
        _ fault: CSVFault, _ place: RosterPlace, _ header: OneRosterHeader?, _ findings: inout RosterFindings
    ) {
        let column =
            header?.positions.indices.contains(fault.field) ?? false
            ? header?.positions[fault.field].map { table.columns[$0].name } : nil
        let (found, expected) = fault.kind.words()
        findings.refuse(
            RosterPlace(file: place.file, line: place.line, column: column ?? "field \(fault.field + 1)"),
            .words(found), expected: expected)
    }
}

// MARK: - Rows

extension OneRosterFileReader {
    private func read(
        _ row: CSVRow, _ header: OneRosterHeader, _ place: RosterPlace, _ references: inout OneRosterReferences,
        _ findings: inout RosterFindings
    ) -> OneRosterRow? {
        var taken = [String](repeating: "", count: table.columns.count)
        for (field, position) in zip(row.fields, header.positions) {
            if let position { taken[position] = field }
        }
        let isRemoved =
            mode == .delta && OneRosterRow(file: file, line: row.line, values: taken, columns: table).isRemoved
        var unsaid = header.absent
        for (index, column) in table.columns.enumerated() where header.isThere[index] {
            let verdict = checked(taken[index], column, place.at(column.name), isRemoved, &findings)
            taken[index] = verdict.value
            if verdict.isUseless { unsaid.insert(index) }
        }
        let whole = OneRosterRow(file: file, line: row.line, values: taken, columns: table, unsaid: unsaid)
        guard !whole.id.isEmpty, isNew(whole, &references, &findings) else { return nil }
        checkReferences(of: whole, &references, &findings)
        checkDays(of: whole, &findings)
        return whole
    }

    private func checked(
        _ text: String, _ column: OneRosterColumn, _ place: RosterPlace, _ isRemoved: Bool,
        _ findings: inout RosterFindings
    ) -> OneRosterValues.Verdict {
        guard !text.isEmpty else {
            if isNeeded(column, isRemoved) { findings.refuse(place, .nothing, expected: column.format.expectation) }
            return .fine("")
        }
        let verdict = values.check(text, column.format)
        if let expected = verdict.expected {
            let found = OneRosterReferences.found(text, !column.mayShow(text, in: file))
            findings.deviate(isStrict || !verdict.isTolerable, place, found, expected: expected)
        }
        return verdict
    }

    /// Of a row that is to be deleted no more is asked than which it is.
    private func isNeeded(_ column: OneRosterColumn, _ isRemoved: Bool) -> Bool {
        switch column.format {
        case .status, .modified: mode == .delta
        case .sourcedID: true
        default: column.isRequired && !isRemoved
        }
    }

    private func isNew(
        _ row: OneRosterRow, _ references: inout OneRosterReferences, _ findings: inout RosterFindings
    ) -> Bool {
        guard let earlier = references.note(row.id, in: file, line: row.line, isRemoved: row.isRemoved) else {
            return true
        }
        findings.refuse(
            row.place.at("sourcedId"), .words("the id of line \(earlier)"), expected: "an id of its own for each row")
        return false
    }

    private func checkReferences(
        of row: OneRosterRow, _ references: inout OneRosterReferences, _ findings: inout RosterFindings
    ) {
        if mode == .delta, row.isRemoved { return askForPerson(of: row, &references, &findings) }
        for (index, column) in table.columns.enumerated() where !row.values[index].isEmpty {
            let targets: (OneRosterFile, [String])
            switch column.format {
            case .reference(let target): targets = (target, [row.values[index]])
            case .references(let target): targets = (target, OneRosterValues.list(row.values[index]))
            default: continue
            }
            for target in targets.1 {
                references.check(
                    target, in: targets.0, from: row.place.at(column.name), of: mode,
                    isPersonal: !column.mayShow(target, in: file), &findings)
            }
        }
        // The row of a person's particulars bears the person's id.
        if file == .demographics {
            references.check(
                row.id, in: .users, from: row.place.at("sourcedId"), of: mode, isPersonal: true, &findings)
        }
    }

    /// Particulars that are to be deleted mostly go with the person's own row.
    private func askForPerson(
        of row: OneRosterRow, _ references: inout OneRosterReferences, _ findings: inout RosterFindings
    ) {
        guard file == .demographics, !references.has(row.id, in: .users) else { return }
        references.ask(row.id, in: .users, from: row.place.at("sourcedId"), &findings)
    }

    private func checkDays(of row: OneRosterRow, _ findings: inout RosterFindings) {
        let names = file == .academicSessions ? ("startDate", "endDate") : ("beginDate", "endDate")
        guard [.academicSessions, .enrollments, .roles].contains(file), let first = row.day(names.0),
            let end = row.day(names.1), end <= first
        else { return }
        findings.refuse(row.place.at(names.1), .value(end.description), expected: "a day after \(names.0), \(first)")
    }
}

extension OneRosterFormat {
    /// What a field that may not be empty should hold.
    fileprivate var expectation: String {
        switch self {
        case .sourcedID: "an id"
        case .status: "active or tobedeleted, in a delta"
        case .modified: "when it was changed, in a delta"
        case .reference(let file), .references(let file): "the sourcedId of a row of \(file.name)"
        case .word(let words), .words(let words): "one of \(words.known.joined(separator: ", "))"
        case .date: "a date such as 2026-09-01"
        case .year: "the year in which the school year ends"
        case .flag: "true or false"
        case .text, .texts, .integer, .number, .email, .phone: "a value"
        }
    }
}
