import Testing

@testable import Operator

@Suite struct SheetLayoutTests {
    private func table(_ rows: [[String]], sheet: String? = "Лист1") -> SheetTable {
        SheetTable(
            file: "a.xlsx", sheet: sheet,
            rows: rows.enumerated().map { index, cells in
                let values = cells.enumerated().map { ($0.offset, SheetValue.text($0.element)) }
                return SheetRow(number: index + 1, cells: Dictionary(uniqueKeysWithValues: values))
            })
    }

    private func read(
        _ rows: [[String]], _ kind: SheetKind = .pupils, sheet: String? = "Лист1"
    ) -> (layout: SheetLayout?, findings: RosterFindings) {
        var findings = RosterFindings(limit: 100)
        let layout = SheetLayout(table(rows, sheet: sheet), kind, &findings)
        return (layout, findings)
    }

    private let header = ["№", "ФИО", "Дата рождения", "Класс"]
    private let row = ["1", "Рябинин Олег", "01.02.2015", "5А"]

    @Test func titlesStandAboveAndColumnsMayBeNumbered() throws {
        let layout = try #require(read([["Список", "", ""], [], header, ["1", "2", "3", "4"], row]).layout)
        #expect(layout.columns == [.fullName: 1, .birthDate: 2, .schoolClass: 3])
        #expect(layout.rows.map(\.number) == [5])
        #expect(layout.header.label(2) == "\"Дата рождения\" (C)")
    }

    @Test func aHeaderMayHaveTwoRows() throws {
        let upper = ["№", "ФИО", "Дата рождения", "Класс", "Мать", "Мать", "Отец", "Отец"]
        let lower = ["№", "ФИО", "Дата рождения", "Класс", "ФИО", "Телефон", "ФИО", "Телефон"]
        let layout = try #require(read([upper, lower, row]).layout)
        #expect(layout.rows.map(\.number) == [3] && layout.columns[.fullName] == 1)
        #expect(
            layout.representatives == [
                RepresentativeColumns(owner: .mother, number: nil, columns: [.fullName: 4, .phone: 5]),
                RepresentativeColumns(owner: .father, number: nil, columns: [.fullName: 6, .phone: 7]),
            ])
    }

    @Test func contactsBelongToThePersonBeforeThemUnlessTheySayWhose() throws {
        let columns = ["Представитель", "Степень родства", "Телефон", "Представитель", "Степень родства", "E-mail"]
        let layout = try #require(read([header + columns, row]).layout)
        #expect(
            layout.representatives == [
                RepresentativeColumns(
                    owner: .representative, number: nil, columns: [.fullName: 4, .kinship: 5, .phone: 6]),
                RepresentativeColumns(
                    owner: .representative, number: nil, columns: [.fullName: 7, .kinship: 8, .email: 9]),
            ])
        let named = try #require(read([header + ["Мать", "Отец", "Телефон матери", "Телефон отца"], row]).layout)
        #expect(named.representatives.map { $0.columns[.phone] } == [6, 7])
        let numbered = ["Родитель 1", "Родитель 2", "Телефон 1", "Телефон 2"]
        let layouts = try #require(read([header + numbered, row]).layout)
        #expect(layouts.representatives.map { $0.columns[.phone] } == [6, 7])
    }

    @Test func whatNobodyAsksForIsLeftOutAloud() {
        let (layout, findings) = read([["Телефон"] + header.dropFirst() + ["СНИЛС"], row + ["x", "y"]])
        #expect(layout != nil && findings.isClean)
        #expect(
            findings.warnings.map(\.first.place.description) == [
                "a.xlsx, sheet \"Лист1\", row 1, \"Телефон\" (A)", "a.xlsx, sheet \"Лист1\", row 1, \"СНИЛС\" (E)",
                "a.xlsx, sheet \"Лист1\", row 1, column F",
            ])
    }

    @Test func aSheetThatIsCalledLikeAClassNeedsNoColumnForIt() throws {
        let layout = try #require(read([["ФИО", "Дата рождения"], row], sheet: "5 «Б»").layout)
        #expect(layout.classOfSheet?.text == "5Б")
    }

    @Test(
        arguments: [
            (
                [["ФИО", "Дата рождения"]],
                "row 1: found columns \"ФИО\", \"Дата рождения\", expected «Класс» among them"
            ),
            (
                [["Дата рождения", "Класс"]],
                "row 1: found columns \"Дата рождения\", \"Класс\", expected «ФИО» among them"
            ),
            (
                [["ФИО", "Класс", "Дата рождения", "Класс"]],
                "row 1, \"Класс\" (D): found a second column for the class after \"Класс\" (B), expected one, or a "
                    + "header that says of whom it tells"
            ),
            (
                [["ФИО", "Класс", "Дата рождения", "Представитель"]],
                "row 1, \"Представитель\" (D): found a representative of whom no column says by what right, expected "
                    + "«Степень родства» beside it, or «Родитель», «Мать», «Отец», «Опекун»"
            ),
            (
                [["ФИО", "Класс", "Дата рождения", "Телефон матери"]],
                "row 1, \"Телефон матери\" (D): found no column with a name beside it, expected «ФИО» of the same "
                    + "person, or family name and name"
            ),
        ] as [([[String]], String)])
    func aHeaderThatIsNotEnoughIsRefused(rows: [[String]], mistake: String) {
        let (layout, findings) = read(rows + [row])
        #expect(layout == nil)
        #expect(findings.mistakes.map(\.description) == ["a.xlsx, sheet \"Лист1\", \(mistake)"])
    }

    @Test func aTableWithoutHeaderIsRefused() {
        let (layout, findings) = read([row, row])
        #expect(layout == nil)
        #expect(
            findings.mistakes.map(\.description) == [
                "a.xlsx, sheet \"Лист1\": found no header in the first 30 rows, expected a row with «ФИО», "
                    + "«Дата рождения», «Класс»"
            ])
    }
}
