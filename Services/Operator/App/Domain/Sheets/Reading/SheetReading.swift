/// What tables say, row by row, before anything is compared.
struct SheetReading: Sendable {
    /// Nil where no such list was given.
    private(set) var pupils: [SheetPupil]?
    private(set) var staff: [SheetStaff]?
    private(set) var load: [SheetLoad]?
    private(set) var layouts: [SheetLayout] = []

    /// Reads a table that lists this; one without a header that makes sense was noted.
    mutating func read(_ table: SheetTable, as kind: SheetKind, _ findings: inout RosterFindings) {
        guard let layout = SheetLayout(table, kind, &findings) else { return }
        layouts.append(layout)
        guard !layout.rows.isEmpty else {
            // Taken at its word, an empty list would end all there is.
            return findings.refuse(table.place(), .words("no row below the header"), expected: "rows")
        }
        for row in layout.rows {
            let line = SheetLine(layout: layout, row: row)
            if row.isTitle {
                findings.refuse(
                    line.place, .words("one value over all columns"), expected: "a row of the list; titles stand above")
            } else {
                take(line, kind, &findings)
            }
        }
    }

    /// A list that was given is one even if no row of it could be taken.
    mutating func expect(_ kind: SheetKind) {
        switch kind {
        case .pupils: pupils = pupils ?? []
        case .staff: staff = staff ?? []
        case .load: load = load ?? []
        }
    }

    private mutating func take(_ line: SheetLine, _ kind: SheetKind, _ findings: inout RosterFindings) {
        switch kind {
        case .pupils: if let one = SheetPupil(line, &findings) { pupils?.append(one) }
        case .staff: if let one = SheetStaff(line, &findings) { staff?.append(one) }
        case .load: if let one = SheetLoad(line, &findings) { load?.append(one) }
        }
    }
}
