/// What an operator is shown of sheets before anything is imported: how the columns were understood, and the first
/// rows.
struct SheetPreview: Sendable {
    let reading: SheetReading
    /// How many rows of each table.
    let rows: Int
    /// What stands about people itself, not only how long it is.
    let showsPersonal: Bool

    var text: String { reading.layouts.map(describe).joined(separator: "\n") + (reading.layouts.isEmpty ? "" : "\n") }

    private func describe(_ layout: SheetLayout) -> String {
        let table = layout.table
        let form = table.form.map { " (\($0))" } ?? ""
        let head =
            "\(table.name)\(form), \(layout.kind.rawValue): header in "
            + "\(layout.headerPlace().named(from: layout.headerPlace())), rows below it: \(layout.rows.count)"
        let sheetClass = layout.classOfSheet.map { ["  the sheet's name: class \($0.text)"] } ?? []
        return ([head] + columns(of: layout) + sheetClass + understood(of: layout)).joined(separator: "\n") + "\n"
    }

    private func columns(of layout: SheetLayout) -> [String] {
        layout.meanings.map { "  \(layout.header.label($0.column)): \($0.meaning)" }
    }

    private func understood(of layout: SheetLayout) -> [String] {
        let name = layout.table.name
        let all: [(place: RosterPlace, fields: [SheetField])] =
            switch layout.kind {
            case .pupils: (reading.pupils ?? []).map { ($0.line.place, $0.understood) }
            case .staff: (reading.staff ?? []).map { ($0.line.place, $0.understood) }
            case .load: (reading.load ?? []).map { ($0.line.place, $0.understood) }
            }
        return all.filter { $0.place.file == name }.prefix(rows).map { row in
            let fields = row.fields.map { "\($0.label) \(shown($0))" }
            return "  \(row.place.named(from: row.place)): \(fields.joined(separator: "; "))"
        }
    }

    private func shown(_ field: SheetField) -> String {
        let found: RosterFound =
            field.isPersonal && !showsPersonal ? .characters(field.value.count) : .value(field.value)
        return "\(found)"
    }
}

extension SheetLayout {
    /// Each column that is taken, and what for.
    var meanings: [(column: Int, meaning: String)] {
        let own = columns.map { (column: $0.value, meaning: $0.key.rawValue) }
        let others = representatives.flatMap { one in
            let whom = [one.owner.rawValue, one.number.map(String.init)].compactMap(\.self).joined(separator: " ")
            return one.columns.map { (column: $0.value, meaning: "\($0.key.rawValue) of the \(whom)") }
        }
        return (own + others).sorted { $0.column < $1.column }
    }

    /// What the journal calls the fields of records, as the header has it.
    var journalFields: [String: String] {
        let terms: [(String, SheetTerm)] = [
            ("name.family", .family), ("name.given", .given), ("name.patronymic", .patronymic),
            ("birth_date", .birthDate), ("post", .post), ("email", .email), ("first_day", .firstDay),
            ("order_number", .order), ("letter", .schoolClass), ("parallel", .schoolClass),
            ("group_sourced_id", .group), ("class_sourced_id", .schoolClass),
        ]
        return terms.reduce(into: [:]) { fields, pair in
            let isName = pair.1 == .family || pair.1 == .given || pair.1 == .patronymic
            let column = columns[pair.1] ?? (isName ? columns[.fullName] : nil)
            if let column { fields[pair.0] = header.label(column) }
        }
    }
}
