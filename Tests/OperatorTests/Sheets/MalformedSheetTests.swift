import Testing

@testable import Operator

/// Every class of mistake once, with its cell and without what stands there about a person.
@Suite struct MalformedSheetTests {
    private static let mother = SampleSheets.mother
    private static let name = "Рябинин Олег Игоревич"
    private static let unquoted = "expected a field with one in quotation marks, the inner ones doubled"
    private static let again =
        "found the pupil of line 2, expected one row for each pupil, or in each of several another representative"
    private static let namesake =
        "found the name of the person in line 2, expected one row for each person, or «Дата рождения» in both that "
        + "tells namesakes apart"
    private static let mixed =
        "expected letters of one alphabet: a Latin one stands among Russian ones that look alike"
    private static let inParts = "expected family name, name and patronymic, or columns of their own for them"
    private static let inEachRow = "expected the same in each row of one person"
    private static let sameOrTwo =
        "expected the same e-mail or telephone in both rows if this is one person, or birth dates if they are two"

    @Test(
        arguments: [
            (
                "\(name);31.02.2015;5А;\(mother)",
                "\"Дата рождения\" (B): found 10 characters, expected a date such as 01.09.2026"
            ),
            (
                "\(name);01.02.15;5А;\(mother)",
                "\"Дата рождения\" (B): found 8 characters, expected a date such as 01.09.2026"
            ),
            ("\(name);;5А;\(mother)", "\"Дата рождения\" (B): found nothing, expected the birth date"),
            (
                "\(name);01.02.2024;5А;\(mother)",
                "\"Дата рождения\" (B): found a pupil of about 2 years, expected 5 to 25"
            ),
            ("\(name);01.02.2015;А5;\(mother)", "\"Класс\" (C): found \"А5\", expected a class such as 5А"),
            ("\(name);01.02.2015;13А;\(mother)", "\"Класс\" (C): found \"13А\", expected a class such as 5А"),
            ("\(name);01.02.2015;-;\(mother)", "\"Класс\" (C): found nothing, expected the class"),
            (
                "Рябинин;01.02.2015;5А;\(mother)",
                "\"ФИО\" (A): found 7 characters, \(inParts)"
            ),
            (
                "Рябинин О. И.;01.02.2015;5А;\(mother)",
                "\"ФИО\" (A): found 13 characters, expected names in full, no initials"
            ),
            (
                "Рябинин O\u{43B}ег Игоревич;01.02.2015;5А;\(mother)",
                "\"ФИО\" (A): found 21 characters, \(mixed)"
            ),
            ("Рябинин Олег 7;01.02.2015;5А;\(mother)", "\"ФИО\" (A): found 14 characters, expected letters"),
            (";01.02.2015;5А;\(mother)", "\"ФИО\" (A): found nothing, expected the full name"),
            (
                "\(name);01.02.2015;5А;Рябинина Анна Петровна;нет;anna@example.invalid",
                "\"Телефон\" (E): found 3 characters, expected one telephone number such as +7 900 000-00-00"
            ),
            (
                "\(name);01.02.2015;5А;Рябинина Анна Петровна;+7 900 000-00-01;anna.example.invalid",
                "\"E-mail\" (F): found 20 characters, expected one e-mail address such as name@example.org"
            ),
            (
                "\(name);01.02.2015;5А;Рябинина Анна Петровна;;a@example.invalid, b@example.invalid",
                "\"E-mail\" (F): found 36 characters, expected one e-mail address such as name@example.org"
            ),
            ("\(name);01.02.2015;5А;;+7 900 000-00-01;", "\"Мать\" (D): found nothing, expected the full name"),
            (
                "\(name) \"Олежка\";01.02.2015;5А;\(mother)",
                "column A: found a quotation mark inside, \(unquoted)"
            ),
            (
                "\"\(name)\"x;01.02.2015;5А",
                "column A: found text after the closing quotation mark, expected a separator or the line's end"
            ),
            (
                "\(name);01.02.2015;5А;\"",
                "column D: found the file's end inside quotation marks, expected a closing quotation mark"
            ),
        ] as [(String, String)])
    func aPupilsCellIsRefused(line: String, mistake: String) {
        let made = SampleSheets(pupils: [SampleSheets.pupilHeader, line])
        #expect(made.mistakes.contains("pupils.csv, line 2, \(mistake)"), "\(made.mistakes)")
        #expect(!made.mistakes.contains { $0.contains("Рябинин") || $0.contains("example.invalid") })
    }

    @Test(
        arguments: [
            (
                "\(name);01.02.2015;5А;\(mother)",
                "line 3: \(again)"
            ),
            (
                "\(name);01.02.2015;5Б;Рябинин Игорь;;",
                "line 3: \(again)"
            ),
            (
                "Рябинина Вера;01.02.2016;5А;Рябинина Анна Петровна;;",
                "line 3, \"Мать\" (D): found the name of the representative in line 2, \(sameOrTwo)"
            ),
            (
                "Рябинина Вера;01.02.2016;5А;Рябинина Анна Петровна;+7 900 000-00-02;anna@example.invalid",
                "line 3, \"Телефон\" (E): found another telephone than in line 2, \(inEachRow)"
            ),
            (
                "Рябинина Вера;01.02.2016;5А;Рябинина Анна Петровна;+7 900 000-00-01;other@example.invalid",
                "line 3, \"E-mail\" (F): found another e-mail than in line 2, \(inEachRow)"
            ),
            (
                "Рябинин;Рябинин;Рябинин;Рябинин",
                "line 3: found one value over all columns, expected a row of the list; titles "
                    + "stand above"
            ),
        ] as [(String, String)])
    func aRowThatContradictsAnotherIsRefusedWithBoth(line: String, mistake: String) {
        let made = SampleSheets(pupils: [SampleSheets.pupilHeader, SampleSheets.pupil, line])
        #expect(made.mistakes == ["pupils.csv, \(mistake)"])
    }

    @Test(
        arguments: [
            (
                [SampleSheets.teacher, "Клёнова Лидия Петровна;Завуч;;"],
                "line 3: \(namesake)"
            ),
            (
                [SampleSheets.teacher, "Кленова Лидия Петровна;Завуч;;03.04.1980"],
                "line 3: \(namesake)"
            ),
            (["Клёнова Лидия;;;"], "line 2, \"Должность\" (B): found nothing, expected the post"),
        ] as [([String], String)])
    func aRowOfStaffIsRefused(lines: [String], mistake: String) {
        #expect(SampleSheets(staff: [SampleSheets.staffHeader] + lines).mistakes == ["staff.csv, \(mistake)"])
    }

    @Test(
        arguments: [
            (
                "Клёнова Л. П.;Математика;5А;;0",
                "line 2, \"Нагрузка\" (E): found \"0\", expected hours a week, more than 0 and at most 60"
            ),
            ("Клёнова Л. П.;;5А;;5", "line 2, \"Предмет\" (B): found nothing, expected the subject"),
            (
                "Клёнова Л. П.;Математика;5А и 5Б;;5",
                "line 2, \"Класс\" (C): found \"5А и 5Б\", expected a class such as 5А, or several such as 10А, 10Б"
            ),
            (
                "Дубов О. О.;Математика;5А;;5",
                "line 2, \"Учитель\" (A): found 11 characters, expected a name of the list of staff"
            ),
            (";Математика;5А;;5", "line 2, \"Учитель\" (A): found nothing, expected the full name"),
        ] as [(String, String)])
    func aLoadIsRefused(line: String, mistake: String) {
        let made = SampleSheets(
            staff: [SampleSheets.staffHeader, SampleSheets.teacher], load: [SampleSheets.loadHeader, line])
        #expect(made.mistakes == ["load.csv, \(mistake)"])
    }

    @Test func aTeacherWhoseNameFitsTwoIsRefusedWithBoth() {
        let made = SampleSheets(
            staff: [SampleSheets.staffHeader, SampleSheets.teacher, "Клёнова Любовь Павловна;Учитель;;"],
            load: [SampleSheets.loadHeader, SampleSheets.load])
        #expect(
            made.mistakes == [
                "load.csv, line 2, \"Учитель\" (A): found a name that fits staff.csv, line 2 and staff.csv, line 3, "
                    + "expected the name in full, or «Дата рождения» where namesakes teach"
            ])
    }

    @Test func whatTheLoadListSaysTwiceIsRefused() {
        var made = SampleSheets.family
        made.load?.append("Клёнова  л. п.;математика;5-А;;3")
        #expect(
            made.mistakes == [
                "load.csv, line 3: found what line 2 says, "
                    + "expected one row for a teacher, a subject and a class or group"
            ])
    }

    @Test func aGroupThatTheLoadListDoesNotHaveIsRefused() {
        var made = SampleSheets.family
        made.pupils = ["ФИО;Дата рождения;Класс;Группа", "Рябинин Олег;01.02.2015;5А;англ. 1"]
        #expect(
            made.mistakes == [
                "pupils.csv, line 2, \"Группа\" (D): found \"англ. 1\", expected a group that the load list has in «5А»"
            ])
    }

    @Test func aListWithoutRowsEndsNobody() {
        #expect(
            SampleSheets(pupils: [SampleSheets.pupilHeader, ";;;;;", ""]).mistakes == [
                "pupils.csv: found no row below the header, expected rows"
            ])
    }

    @Test func mistakesBeyondTheLimitAreCounted() {
        let lines = (1...20).map { "Рябинин Олег;\($0).13.2015;5А" }
        let findings = SampleSheets(pupils: [SampleSheets.pupilHeader] + lines).map(limit: 5).findings
        #expect(findings.mistakes.count == 5 && findings.mistakeCount == 20)
    }
}
