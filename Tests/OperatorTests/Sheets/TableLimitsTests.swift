import School
import Testing

@testable import Operator

/// Limits of CSV files, met exactly and exceeded by one.
@Suite struct TableLimitsTests {
    private func mistakes(_ lines: [String], _ limits: TableLimits) -> [String] {
        var findings = RosterFindings(limit: 100)
        let bytes = Array(lines.joined(separator: "\r\n").utf8)
        let read = CSVTable(
            bytes, file: "a.csv", limits: limits, score: { SheetLayout.score($0, .pupils) }, &findings)
        #expect((read == nil) == findings.mistakes.contains { "\($0)".contains("more than") && $0.place.column == nil })
        return findings.mistakes.map(\.description)
    }

    private static let header = "ФИО;Дата рождения;Класс"

    @Test func rows() {
        let lines = [Self.header, "а;б;в", "", ";;", "г;д;е"]
        #expect(mistakes(lines, TableLimits(rows: 3)) == [])
        #expect(mistakes(lines, TableLimits(rows: 2)) == ["a.csv, line 5: found more than 2 rows, expected fewer"])
    }

    @Test func columns() {
        #expect(mistakes([Self.header, "а;б;в"], TableLimits(columns: 3)) == [])
        #expect(
            mistakes([Self.header, "а;б;в;г;д"], TableLimits(columns: 3)) == [
                "a.csv, line 2, column D: found more than 3 fields, expected fewer in a line"
            ])
    }

    @Test func cellsInWhichSomethingStands() {
        #expect(mistakes([Self.header, "а;;в"], TableLimits(cells: 5)) == [])
        #expect(
            mistakes([Self.header, "а;;в"], TableLimits(cells: 4)) == [
                "a.csv, line 2: found more than 4 cells in which something stands, expected fewer"
            ])
    }

    @Test func theStandardLimitsAreWhatTheManualSays() {
        let limits = TableLimits.standard
        #expect((limits.rows, limits.columns, limits.cells, limits.text) == (100_000, 256, 1_000_000, 32 << 20))
    }
}

/// What stands under a wrong header is not repeated.
@Suite struct ShiftedSheetTests {
    @Test(arguments: [
        SheetTerm.schoolClass, .group, .post, .kinship, .hours, .subject, .firstDay, .order, .fullName, .email,
    ])
    func whatTellsOfAPersonIsRepeatedUnderNoHeader(term: SheetTerm) {
        for text in [
            "Рябинина Анна Игоревна", "Анна", "Ян", "anna@example.invalid", "anna1@example.invalid", "+7 900 000-00-01",
            "8 (900) 000-00-01", "11.03.2015", "11.03.15",
        ] {
            #expect(term.found(.text(text)) == .characters(text.count), "\(term): \(text)")
        }
        #expect(term.found(.number(42_074)) == .characters(5))
    }

    @Test(
        arguments: [
            (SheetTerm.schoolClass, ["13А", "А5", "5", "5А и 5Б", "5 «А» класс", "10А, 10Б"]),
            (.group, ["англ. 1", "Группа 2"]), (.hours, ["0", "61", "5,5", "-1", "100"]),
            (.kinship, ["мать, отец", "Бабушка"]),
        ])
    func whatLooksLikeItsColumnIsRepeated(term: SheetTerm, texts: [String]) {
        for text in texts { #expect(term.found(.text(text)) == .value(text)) }
    }

    @Test(
        "a preview shows of groups and posts only what is no name, no telephone and no date",
        arguments: [
            (SheetTerm.group, ["англ. 2", "группа 1", "1", "углублённая"], ["Секретова Мария Ивановна", "Секретова"]),
            (.post, ["Учитель математики", "директор", "Социальный педагог"], ["Тайный Иван Ильич", "Секретова"]),
            (.subject, ["Алгебра", "Английский язык", "ОБЖ"], ["Тайный Иван Ильич", "Тайный И.И."]),
            (.order, ["12-К", "№ 123/45-уч от 01.09.2026"], ["anna@example.invalid"]),
        ])
    func preview(term: SheetTerm, shown: [String], hidden: [String]) {
        for text in shown { #expect(term.mayPreview(text), "\(term): \(text)") }
        let numbers = term == .order ? [] : ["+7 900 000-00-01", "11.02.2015"]
        for text in hidden + numbers + ["a@b.example"] { #expect(!term.mayPreview(text), "\(term): \(text)") }
    }

    @Test func aClassThatASpreadsheetMadeADateOfIsTold() {
        let made = SampleSheets(pupils: [
            SampleSheets.pupilHeader, "01.02.2015;Рябинин Олег Игоревич;Рябинин Олег Игоревич;\(SampleSheets.mother)",
        ])
        #expect(!made.mistakes.contains { $0.contains("Рябинин") || $0.contains("2015") }, "\(made.mistakes)")
        #expect(SheetTerm.schoolClass.found(.day(.init(rawValue: 16_000))) == .words("a date"))
    }
}
