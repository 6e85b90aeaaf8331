import ArgumentParser
import Foundation
import School
import ServiceKit

struct ImportSheetsCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "sheets", abstract: "Import a school's lists of pupils, of staff and of loads, CSV or XLSX.",
            discussion: """
                Each list is a CSV file (UTF-8 or Windows-1251, separated by ; or , or tabs) or a workbook saved as \
                .xlsx. One list may be given, or all three, also as sheets of one workbook: school.xlsx#Ученики. Of a \
                workbook all sheets are read that are not hidden. A row with Russian headers is looked for in the \
                first thirty; titles may stand above it.

                Pupils: «ФИО» or «Фамилия», «Имя», «Отчество»; «Дата рождения»; «Класс», unless the sheet is called \
                5А; if known «Группа», «Дата зачисления», «Приказ», «№ личного дела». Their representatives beside \
                them: «Мать», «Отец», «Родитель», «Опекун», or «Представитель» with «Степень родства»; «Телефон» and \
                «E-mail» after each, or «Телефон матери». A row for each representative is as good.
                Staff: «ФИО», «Должность»; if known «E-mail», «Дата рождения», «Табельный номер».
                Loads: «Учитель», initials will do; «Предмет», «Класс», «Нагрузка»; «Группа» for a part of a class. \
                They name courses, one for each parallel, and groups; who teaches how long is checked and not taken: \
                that is the timetable's.

                Whatever is wrong is shown with its cell, all of it up to --limit, and nothing is recorded. Of fields \
                about people nothing is repeated but the length. A list is taken as the whole school's, not one class's: \
                who is no longer in it ends on the day before --day; what it has no column for, such as parents, groups \
                or addresses, stays. Where more than 10 percent, and more than 20, of the pupils, staff, guardians or of \
                their places would end, nothing is recorded unless --may-end allows it. An empty cell says that there \
                is none. The same lists twice change nothing; what the school has changed in its journal stays until a \
                list says something new of it. People are known by their names, pupils by the birth date too: a name \
                written otherwise is another person, unless a number of their own stands in the list.

                \(ImportLimits.sheets)

                \(ImportKey.help) for the school.

                Exit codes: 65 mistakes in a list, too much would end, or the journal refuses it; 66 no such file; \
                69 no answer; 75 try again; 78 the key has not the rights; 130 or 143 interrupted.

                """
                    + Examples.text(
                        "SCHOOL=0199a3c2-5f7e-7c30-8d11-2f6d0b7a9e54",
                        "zvonok import sheets --school $SCHOOL --pupils pupils.csv --dry-run",
                        "zvonok import sheets --school $SCHOOL --staff s.csv --load load.xlsx",
                        "zvonok import sheets --school $SCHOOL --pupils school.xlsx#Ученики"))
    }

    @OptionGroup var source: OperatorConfiguration
    @OptionGroup var terms: ImportTerms

    @Option(help: "The school's id in the journal.", transform: identifier) var school: UUID
    @Option(help: "The list of pupils and their representatives.", completion: .file()) var pupils: String?
    @Option(help: "The list of staff.", completion: .file()) var staff: String?
    @Option(help: "The load list: teacher, subject, class or group, hours.", completion: .file()) var load: String?
    @Option(
        help: ArgumentHelp("Register the school under this name, or give it this one.", valueName: "name"))
    var name: String?
    @Option(
        help: ArgumentHelp("From when on it holds; without it, today.", valueName: "date"), transform: plausibleDay)
    var day: Day?
    @Option(
        help: ArgumentHelp(
            "The zone of a school that --name names, and of today; without it Europe/Moscow, if it is new.",
            valueName: "zone"))
    var zone: String?
    @Flag(help: "Show how the lists were understood, let the journal count everything and take it back.")
    var dryRun = false
    @Option(help: "How many rows of each list a dry run shows.") var rows = 3
    @Flag(help: "Show names and the like in these rows; on a terminal only.") var personal = false
    @Option(help: "How many mistakes are shown, 1 to 10000.") var limit = 100

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("name a list: --pupils, --staff or --load") }
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit takes 1 to 10000, not \(limit)") }
        guard (0...1_000).contains(rows) else { throw ValidationError("--rows takes 0 to 1000, not \(rows)") }
        guard dryRun || !personal else { throw ValidationError("--personal goes with --dry-run") }
        if let zone, (try? SchoolZone(named: zone)) == nil {
            throw ValidationError("--zone takes a time zone such as Europe/Moscow, not \(zone)")
        }
    }

    func run() async throws {
        try await reporting { try await RosterWork.importSheets(request, try source.load()) }
    }

    var request: SheetsRequest {
        SheetsRequest(
            files: files, school: school, schoolName: name, day: day, zone: zone, onlyTry: dryRun, rows: rows,
            showsPersonal: personal, limit: limit, mayEnd: terms.mayEnd, isOlder: terms.older)
    }

    private var files: [SheetsRequest.File] {
        [(SheetKind.staff, staff), (.load, load), (.pupils, pupils)].compactMap { kind, path in
            path.map { SheetsRequest.File(kind: kind, path: $0) }
        }
    }

    @Sendable
    private static func identifier(_ text: String) throws -> UUID {
        guard let id = UUID(uuidString: text) else { throw ValidationError("expected an id as 8-4-4-4-12 digits") }
        return id
    }
}

/// A day of a command line.
@Sendable
func plausibleDay(_ text: String) throws -> Day {
    guard let day = Day(text), Day.plausible.contains(day) else {
        throw ValidationError("expected a date such as 2026-09-01")
    }
    return day
}
