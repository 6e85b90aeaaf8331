import Foundation
import School

@testable import Operator

/// Lists to be changed, read as an import reads them; ids say what they are made of.
struct SampleSheets {
    static let pupilHeader = "ФИО;Дата рождения;Класс;Мать;Телефон;E-mail"
    static let pupil = "Рябинин Олег Игоревич;01.02.2015;5А;\(mother)"
    static let mother = "Рябинина Анна Петровна;+7 900 000-00-01;anna@example.invalid"
    static let staffHeader = "ФИО;Должность;E-mail;Дата рождения"
    static let teacher = "Клёнова Лидия Петровна;Учитель;lidia@example.invalid;03.04.1980"
    static let loadHeader = "Учитель;Предмет;Класс;Группа;Нагрузка"
    static let load = "Клёнова Л. П.;Математика;5А;;5"

    /// Lines of each list, the header first; nil: no such list.
    var pupils: [String]?
    var staff: [String]?
    var load: [String]?
    var options = SheetOptions(
        school: UUID.none, zone: RosterZone(nil), day: Day(year: 2026, month: 9, day: 1) ?? Day(rawValue: 0))

    static let family = SampleSheets(
        pupils: [pupilHeader, pupil], staff: [staffHeader, teacher], load: [loadHeader, load])

    private var lists: [(SheetKind, [String])] {
        [(SheetKind.staff, staff), (.load, load), (.pupils, pupils)].compactMap { kind, lines in
            lines.map { (kind, $0) }
        }
    }

    func read(limit: Int = 100) -> (reading: SheetReading, findings: RosterFindings) {
        var reading = SheetReading()
        var findings = RosterFindings(limit: limit)
        for (kind, lines) in lists {
            reading.expect(kind)
            let bytes = Array(lines.joined(separator: "\r\n").utf8)
            let file = "\(kind.rawValue).csv"
            let csv = CSVTable(bytes, file: file, score: { SheetLayout.score($0, kind) }, &findings)
            if let csv { reading.read(csv.table, as: kind, &findings) }
        }
        return (reading, findings)
    }

    func map(limit: Int = 100) -> (roster: Roster, findings: RosterFindings) {
        let (reading, findings) = read(limit: limit)
        var mapping = SheetMapping(options, SheetID { $0.replacing("\u{241F}", with: "/") }, findings: findings)
        let roster = mapping.roster(reading)
        return (roster, mapping.findings)
    }

    var records: [RosterRecord] { map().roster.entries.map(\.record) }
    func records(_ kind: RosterKind) -> [RosterRecord] { records.filter { $0.kind == kind } }
    var mistakes: [String] { map().findings.mistakes.map(\.description) }
    var warnings: [String] { map().findings.warnings.map(\.description) }
}
