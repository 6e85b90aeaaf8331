import School
import Testing

@testable import Operator

@Suite struct SheetMappingTests {
    private let oleg = RosterName(family: "Рябинин", given: "Олег", patronymic: "Игоревич")
    private let anna = RosterName(family: "Рябинина", given: "Анна", patronymic: "Петровна")
    private let lidia = RosterName(family: "Клёнова", given: "Лидия", patronymic: "Петровна")

    private let olegID = "6/name/рябинин олег игоревич/2015-02-01"
    private let annaID = "7/name/рябинина анна петровна/"
    private let lidiaID = "5/name/кленова лидия петровна/"

    private func pupils(_ lines: String..., header: String = SampleSheets.pupilHeader) -> SampleSheets {
        SampleSheets(pupils: [header] + lines)
    }

    @Test func whatListsSayIsTheRosterInTheJournalsOrder() throws {
        let (roster, findings) = SampleSheets.family.map()
        #expect(findings.mistakes == [] && findings.warnings == [])
        #expect(
            roster.source == "sheets:00000000-0000-0000-0000-000000000000" && roster.effectiveDay == Day("2026-09-01"))
        #expect(roster.whole == Set(RosterKind.allCases).subtracting([.school, .enrolment]))
        let policy = CoursePolicy(
            marks: .fivePoint, homework: .expected, countsInFilling: true, isExtracurricular: false)
        #expect(
            roster.entries.map(\.record) == [
                .putCourse(id: "5 математика", name: "Математика", policy: policy),
                .putClass(id: "2027 5А", parallel: 5, letter: "А", schoolYear: 2027),
                .putGroup(id: "2027 5А", schoolClass: "2027 5А", name: "5А", isWholeClass: true),
                .putStaff(id: lidiaID, name: lidia, post: "Учитель", email: "lidia@example.invalid"),
                .putPupil(id: olegID, name: oleg, birthDate: Day("2015-02-01")),
                .putGuardian(id: annaID, name: anna, email: "anna@example.invalid", phone: "+7 900 000-00-01"),
                .putEnrolment(
                    id: olegID, pupil: olegID, target: .schoolClass("2027 5А"), firstDay: nil, lastDay: nil,
                    orderNumber: nil),
                .putGuardianship(
                    id: "\(olegID) \(annaID)", guardian: annaID, pupil: olegID, basis: .parent, firstDay: nil),
            ])
    }

    @Test func whatIsNotGivenIsNotNamedInFull() {
        var made = SampleSheets.family
        made.load = nil
        made.staff = nil
        #expect(made.map().roster.whole == [.pupil, .guardian, .guardianship])
        made.pupils = nil
        made.staff = SampleSheets.family.staff
        #expect(made.map().roster.whole == [.staff])
    }

    @Test func whatAListHasNoColumnForStaysAsItIs() {
        let header = "ФИО;Дата рождения;Класс"
        let row = "Рябинин Олег;01.02.2015;5А"
        #expect(pupils(row, header: header).map().roster.whole == [.pupil])
        #expect(pupils(row + ";", header: header + ";Группа").map().roster.whole == [.pupil, .enrolment])
        #expect(pupils(row, header: header + ";Мать;E-mail").map().roster.whole == [.pupil, .guardian, .guardianship])
    }

    @Test(
        arguments: [
            ("Мать", "", nil, nil), ("Мать;E-mail", ";", "", nil), ("Мать;Телефон", ";", nil, ""),
            ("Мать;Телефон;E-mail", ";;a@example.invalid", "a@example.invalid", ""),
        ] as [(String, String, String?, String?)])
    func anAddressOfWhichThereIsNoColumnStaysAndAnEmptyCellSaysThatThereIsNone(
        header: String, cells: String, email: String?, phone: String?
    ) {
        let made = pupils(
            "Рябинин Олег;01.02.2015;5А;Рябинина Анна\(cells)", header: "ФИО;Дата рождения;Класс;\(header)")
        let name = RosterName(family: "Рябинина", given: "Анна", patronymic: nil)
        let id = "7/name/рябинина анна /"
        #expect(made.records(.guardian) == [.putGuardian(id: id, name: name, email: email, phone: phone)])
    }

    @Test(arguments: [("", "", nil), (";E-mail", ";", "")] as [(String, String, String?)])
    func theAddressOfAMemberOfStaffLikewise(header: String, cell: String, email: String?) {
        let made = SampleSheets(staff: ["ФИО;Должность\(header)", "Клёнова Лидия;Учитель\(cell)"])
        guard case .putStaff(_, _, _, let said) = made.records(.staff).first else {
            Issue.record("nobody of the staff")
            return
        }
        #expect(said == email)
    }

    @Test func aListWithoutAddressesIsToldOf() {
        let staff = SampleSheets(staff: ["ФИО;Должность", "Клёнова Лидия;Учитель"]).warnings
        #expect(
            staff == [
                "staff.csv, line 1: found no column «E-mail», expected one, or these people have only the "
                    + "address that the journal knows already"
            ])
        let mothers = pupils("Рябинин Олег;01.02.2015;5А", header: "ФИО;Дата рождения;Класс;Мать").warnings
        #expect(mothers.map { $0.hasPrefix("pupils.csv, line 1, \"Мать\" (D): found no column «E-mail»") } == [true])
    }

    @Test func oneWhoIsWrittenOtherwiseIsTheSameAsFarAsLettersGo() {
        let one = pupils("СЕМЕНОВ  Петр;01.02.2015;5А").records(.pupil).map(\.id)
        #expect(one == pupils("Семёнов Пётр;01.02.2015 г.;5 «А»").records(.pupil).map(\.id))
        #expect(one != pupils("Семёнова Пётр;01.02.2015;5А").records(.pupil).map(\.id))
        #expect(one != pupils("Семёнов Пётр;02.02.2015;5А").records(.pupil).map(\.id))
    }

    @Test func namesakesWithTwoBirthDatesAreTwoPupils() {
        let made = pupils("Рябинин Олег;01.02.2015;5А", "Рябинин Олег;02.02.2015;5А")
        #expect(made.mistakes == [] && made.records(.pupil).count == 2)
    }

    @Test func whoGoesToAnotherClassIsMoved() {
        let before = pupils(SampleSheets.pupil).records(.enrolment)
        let after = pupils(SampleSheets.pupil.replacing("5А", with: "5Б")).records(.enrolment)
        #expect(before.map(\.id) == after.map(\.id) && before != after)
    }

    @Test func aRowForEachRepresentativeIsOnePupil() {
        let father = "Рябинин Олег Игоревич;01.02.2015;5А;Рябинин Игорь Львович;+7 900 000-00-02;"
        let made = pupils(SampleSheets.pupil, father)
        #expect(made.mistakes == [])
        #expect(made.records(.pupil).count == 1 && made.records(.enrolment).count == 1)
        #expect(made.records(.guardian).count == 2 && made.records(.guardianship).count == 2)
    }

    @Test func siblingsShareTheirMother() {
        let made = pupils(
            SampleSheets.pupil,
            "Рябинина Вера Игоревна;03.04.2016;4Б;Рябинина Анна Петровна;8 (900) 000-00-01;ANNA@example.invalid",
            "Рябинин Лев Игоревич;03.04.2017;3Б;Рябинина Анна Петровна;;anna@example.invalid")
        #expect(made.mistakes == [])
        #expect(made.records(.guardian).map(\.id) == [annaID] && made.records(.guardianship).count == 3)
    }

    @Test func representativesOfOneNameAreTwoIfTheirBirthDatesSaySo() {
        let header = "ФИО;Дата рождения;Класс;Мать;Дата рождения матери"
        let made = pupils(
            "Рябинин Олег;01.02.2015;5А;Рябинина Анна;01.01.1980",
            "Рябинина Вера;03.04.2016;5А;Рябинина Анна;02.01.1980",
            header: header)
        #expect(made.mistakes == [])
        #expect(
            made.records(.guardian).map(\.id) == [
                "7/name/рябинина анна /1980-01-01", "7/name/рябинина анна /1980-01-02",
            ])
    }

    @Test func aNumberOfOnesOwnIsKeptThroughAChangeOfName() {
        let header = "ФИО;Дата рождения;Класс;№ личного дела"
        let before = pupils("Рябинин Олег;01.02.2015;5А;К-12", header: header).records(.pupil)
        let after = pupils("Рябина Олег;02.02.2015;5А;к-12", header: header).records(.pupil)
        #expect(before.map(\.id) == ["6/code/к-12"] && after.map(\.id) == before.map(\.id))
    }

    @Test func kinshipSaysByWhatRightAndARelativeByNone() {
        let header = "ФИО;Дата рождения;Класс;Представитель;Степень родства;E-mail"
        let made = pupils(
            "Рябинин Олег;01.02.2015;5А;Рябинина Анна;Опекун;anna@example.invalid",
            "Рябинина Вера;03.04.2016;5А;Рябинина Нина;бабушка;nina@example.invalid", header: header)
        #expect(made.mistakes == [] && made.records(.guardian).count == 1)
        #expect(
            made.warnings == [
                "pupils.csv, line 3, \"Степень родства\" (E): found a relative who represents nobody by law, expected a "
                    + "parent, an adopter, «опекун» or «попечитель»; the adult is left out"
            ])
        guard case .putGuardianship(_, _, _, let basis, _, _) = made.records(.guardianship).first else {
            Issue.record("no guardianship")
            return
        }
        #expect(basis == .guardian)
    }

    @Test func pupilsAreInTheGroupsOfTheLoadList() {
        var made = pupils(
            "Рябинин Олег;01.02.2015;5А;англ. 1", "Рябинина Вера;03.04.2015;5Б;\"Англ. 1; технология\"",
            header: "ФИО;Дата рождения;Класс;Группа")
        made.load = [
            SampleSheets.loadHeader, "Клёнова Лидия;Английский язык;5А;англ. 1;3",
            "Клёнова Лидия;Английский язык;5Б;Англ. 1;3",
            "Клёнова Лидия;Труд;\"5Б, 5А\";Технология;2",
        ]
        #expect(made.mistakes == [] && made.warnings == [])
        let named = made.records(.group).compactMap { record -> [String]? in
            if case .putGroup(let id, let schoolClass, let name, false) = record {
                [id, schoolClass ?? "-", name]
            } else {
                nil
            }
        }
        #expect(
            named == [
                ["2027 5А англ. 1", "2027 5А", "5А, англ. 1"], ["2027 5Б англ. 1", "2027 5Б", "5Б, Англ. 1"],
                ["2027 5А+5Б технология", "-", "5А, 5Б, Технология"],
            ])
        let targets = made.records(.enrolment).compactMap { record -> String? in
            if case .putEnrolment(_, _, .group(let id), _, _, _) = record { id } else { nil }
        }
        #expect(targets == ["2027 5А англ. 1", "2027 5Б англ. 1", "2027 5А+5Б технология"])
    }

    @Test func aGroupInWhichNobodyIsIsToldOf() {
        var made = SampleSheets.family
        made.load?[1] = "Клёнова Л. П.;Математика;5А;сильная;5"
        #expect(made.warnings.count == 1 && made.warnings.first?.contains("no pupil in any group") == true)
    }

    @Test(
        arguments: [
            ("Математика", 1, MarkScale.none, HomeworkPolicy.none, false),
            ("Математика", 2, .fivePoint, .expected, false), ("ОРКСЭ", 4, .none, .expected, false),
            ("Внеурочная деятельность: шахматы", 5, .none, .none, true), ("Разговоры о важном", 9, .none, .none, true),
        ] as [(String, Int, MarkScale, HomeworkPolicy, Bool)])
    func aCourseAsksForWhatItsParallelDoes(
        subject: String, parallel: Int, marks: MarkScale, homework: HomeworkPolicy, isOutside: Bool
    ) {
        let policy = SheetMapping.policy(subject, inParallel: parallel)
        #expect(policy.marks == marks && policy.homework == homework)
        #expect(policy.isExtracurricular == isOutside && policy.countsInFilling == !isOutside)
    }

    @Test func aSchoolIsRegisteredOnlyWhereItIsNamed() {
        var made = SampleSheets.family
        #expect(made.records(.school).isEmpty)
        made.options.schoolName = "Школа № 1"
        #expect(made.records(.school) == [.putSchool(id: "school", name: "Школа № 1", zone: .ifNew("Europe/Moscow"))])
    }

    @Test func theFirstRowsAreShownAsTheyWereUnderstoodWithoutWhatIsPersonal() {
        let preview = SheetPreview(reading: SampleSheets.family.read().reading, rows: 1, showsPersonal: false).text
        #expect(preview.contains("pupils.csv (UTF-8, separated by ;), pupils: header in line 1, rows below it: 1"))
        #expect(preview.contains("  \"Мать\" (D): full name of the mother"))
        #expect(preview.contains("line 2: family name 7 characters; given name 4 characters"))
        #expect(preview.contains("class \"5А\"") && preview.contains("hours \"5\""))
        #expect(!preview.contains("Рябинин") && !preview.contains("example.invalid") && !preview.contains("2015"))
        let shown = SheetPreview(reading: SampleSheets.family.read().reading, rows: 1, showsPersonal: true).text
        #expect(shown.contains("family name \"Рябинин\"") && shown.contains("birth date \"2015-02-01\""))
    }
}
