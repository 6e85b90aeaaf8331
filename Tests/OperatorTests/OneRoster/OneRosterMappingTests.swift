import Foundation
import School
import Testing

@testable import Operator

@Suite struct OneRosterMappingTests {
    private func day(_ text: String) -> Day? { Day(text) }

    @Test(arguments: OneRosterVersion.allCases)
    func aBundleBecomesTheRecordsOfItsSchoolInTheJournalsOrder(version: OneRosterVersion) {
        let policy = CoursePolicy(
            marks: .fivePoint, homework: .expected, countsInFilling: true, isExtracurricular: false)
        let (first, last) = (day("2026-09-01"), day("2027-05-31"))
        let name = { RosterName(family: $0, given: "Given", patronymic: nil) }
        #expect(
            SampleBundle.family(version).records == [
                .putSchool(id: "school", name: "School", zone: .ifNew("Europe/Moscow")),
                .putCourse(id: "math", name: "Mathematics", policy: policy),
                .putClass(id: "5a", parallel: 5, letter: "А", schoolYear: 2027),
                .putGroup(id: "5a", schoolClass: "5a", name: "5А", isWholeClass: true),
                .putGroup(id: "math-5a", schoolClass: "5a", name: "Mathematics 5А", isWholeClass: false),
                .putStaff(id: "teacher", name: name("teacher"), post: "Учитель", email: ""),
                .putPupil(id: "pupil", name: name("pupil"), birthDate: day("2015-03-04")),
                .putGuardian(id: "parent", name: name("parent"), email: "p@example.invalid", phone: ""),
                .putEnrolment(
                    id: "e1", pupil: "pupil", target: .schoolClass("5a"), firstDay: first, lastDay: last,
                    orderNumber: nil),
                .putEnrolment(
                    id: "e2", pupil: "pupil", target: .group("math-5a"), firstDay: first, lastDay: last,
                    orderNumber: nil),
                .putGuardianship(
                    id: "pupil parent", guardian: "parent", pupil: "pupil", basis: .parent, firstDay: nil),
            ])
    }

    @Test func aBulkNamesAllThereAreOfTheKindsOfItsFiles() {
        var made = SampleBundle.family()
        #expect(made.map().roster.whole == Set(RosterKind.allCases))
        made.makeDelta()
        #expect(made.map().roster.whole == [])
    }

    @Test func everyRecordHasItsPlaceAndItsSchoolsID() {
        let entries = SampleBundle.family().map().roster.entries
        #expect(Set(entries.map(\.school)) == [RosterID.school(source: "test", id: "school")])
        let tie = entries.last { !$0.record.isOfName }
        #expect(tie?.place == RosterPlace(file: "users.csv", line: 2, column: "agentSourcedIds"))
    }

    @Test func anOrganisationMayBeASchoolOfTheJournalAndIsThenNotNamedAnew() throws {
        let known = try #require(UUID(uuidString: "0195F000-0000-7000-8000-000000000001"))
        var made = SampleBundle.family()
        made.options.schools = ["school": known]
        let entries = made.map().roster.entries
        #expect(Set(entries.map(\.school)) == [known])
        #expect(!entries.contains { if case .putSchool = $0.record { true } else { false } })
    }

    // MARK: - Grades

    @Test func theFirstGradeHasNeitherMarksNorHomework() {
        #expect(OneRosterMapping.policy(inParallels: [1]).marks == .none)
        #expect(OneRosterMapping.policy(inParallels: [1]).homework == .none)
        #expect(OneRosterMapping.policy(inParallels: [1, 2]).marks == .fivePoint)
        #expect(OneRosterMapping.policy(inParallels: []).marks == .fivePoint)
    }

    @Test func aGradeOutside1To12IsLeftOutWithItsPupilsUnlessItIsMapped() {
        var made = SampleBundle.family()
        for (file, id) in [
            (OneRosterFile.classes, "5a"), (.classes, "math-5a"), (.courses, "home"), (.courses, "math"),
        ] {
            made.change(file, id, ["grades": "KG", "classCode": "KG-A"])
        }
        made.change(.users, "pupil", ["grades": "KG"])
        #expect(made.records.map(\.kind) == [.school, .staff] && made.mistakes == [])
        #expect(made.warnings.contains { $0.hasPrefix("classes.csv, line 2, grades: found \"KG\"") })
        #expect(made.warnings.contains { $0.hasPrefix("users.csv, line 2, grades: found \"KG\"") })
        made.options.grades = ["KG": 1]
        #expect(made.records.contains(.putClass(id: "5a", parallel: 1, letter: "KG-A", schoolYear: 2027)))
        #expect(made.warnings == [])
    }

    @Test(arguments: [
        ("5А", "", "А"), ("5-Б", "", "Б"), ("5 «В»", "", "В"), ("05А", "", "А"), ("5ИТ-1", "", "ИТ-1"),
        ("Luminous Lemurs", "0805100-C", "C"), ("Club", "", "Club"),
    ])
    func aClassHasItsLetterFromTitleOrCode(title: String, code: String, letter: String) {
        var made = SampleBundle.family()
        made.change(.classes, "5a", ["title": title, "classCode": code])
        #expect(made.records.contains(.putClass(id: "5a", parallel: 5, letter: letter, schoolYear: 2027)))
    }

    @Test func aClassWithoutGradesHasTheGradeOfItsTitle() {
        var made = SampleBundle.family()
        made.change(.classes, "5a", ["grades": "", "title": "7А"])
        made.change(.courses, "home", ["grades": ""])
        #expect(made.records.contains(.putClass(id: "5a", parallel: 7, letter: "А", schoolYear: 2027)))
    }

    // MARK: - Groups

    @Test func aGroupOfPupilsOfSeveralClassesBelongsToNone() {
        var made = SampleBundle.family()
        made.add(.classes, SampleBundle.classRow("5b", title: "5Б", course: "home", type: "homeroom"))
        made.user("other", role: "student", ["grades": "5"])
        made.add(.demographics, ["sourcedId": "other", "birthDate": "2015-01-01"])
        made.enrol("e4", in: "5b", "other")
        made.enrol("e5", in: "math-5a", "other")
        let mixed = RosterRecord.putGroup(
            id: "math-5a", schoolClass: nil, name: "Mathematics 5А", isWholeClass: false)
        #expect(made.records.contains(mixed))
        // Who has left no more counts.
        made.change(.enrollments, "e5", ["endDate": "2026-09-15"])
        #expect(!made.records.contains(mixed))
    }

    @Test func whoseAGroupIsDoesNotHangOnTheDayOnceItIsOver() {
        var made = SampleBundle.family()
        made.add(.classes, SampleBundle.classRow("5b", title: "5Б", course: "home", type: "homeroom"))
        made.user("mover", role: "student", ["grades": "5"])
        made.add(.demographics, ["sourcedId": "mover", "birthDate": "2015-01-01"])
        // Out of the class and the group in the middle of the year, into another class.
        made.enrol("m1", in: "5a", "mover", ["endDate": "2026-09-20"])
        made.enrol("m2", in: "math-5a", "mover", ["endDate": "2026-09-20"])
        made.enrol("m3", in: "5b", "mover", ["beginDate": "2026-09-20"])
        made.options.day = Day("2026-09-25") ?? made.options.day
        let during = made.records
        #expect(
            during.contains(.putGroup(id: "math-5a", schoolClass: "5a", name: "Mathematics 5А", isWholeClass: false)))
        for later in ["2027-06-01", "2027-07-15"] {
            made.options.day = Day(later) ?? made.options.day
            #expect(made.records == during)
        }
    }

    @Test(arguments: OneRosterVersion.allCases)
    func theSameFileOnALaterDayIsTheSameRecords(version: OneRosterVersion) {
        var made = SampleBundle.family(version)
        made.options.day = Day("2026-09-01") ?? made.options.day
        let first = made.records
        made.options.day = Day("2027-06-01") ?? made.options.day
        #expect(made.records == first)
    }

    // MARK: - People

    @Test(arguments: [
        ("administrator", "Администратор"), ("aide", "Ассистент"), ("proctor", "Наблюдатель"),
    ])
    func everybodyElseIsStaffWithAPost(role: String, post: String) {
        var made = SampleBundle.family()
        made.change(.users, "teacher", ["role": role])
        made.change(.enrollments, "e3", ["role": "administrator"])
        let name = RosterName(family: "teacher", given: "Given", patronymic: nil)
        #expect(made.records.contains(.putStaff(id: "teacher", name: name, post: post, email: "")))
    }

    @Test func whoeverBelongsToTheDistrictIsOfTheSchoolsOfTheirClasses() {
        var made = SampleBundle.family()
        made.change(.users, "teacher", ["orgSourcedIds": "city"])
        made.change(.users, "pupil", ["orgSourcedIds": "city"])
        #expect(made.records.filter { $0.kind == .staff || $0.kind == .pupil }.count == 2)
        made.tables[.enrollments] = made.tables[.enrollments]?.filter { $0["sourcedId"] != "e3" }
        #expect(made.records.filter { $0.kind == .staff }.isEmpty)
        #expect(made.warnings.contains { $0.hasPrefix("users.csv, line 4: found somebody of no school") })
    }

    @Test func aRoleThatIsOverOrOfAnotherSchoolYearIsNoneAndThatIsSaid() {
        for (dates, column) in [(["endDate": "2026-10-01"], "endDate"), (["beginDate": "2027-08-01"], "beginDate")] {
            var made = SampleBundle.family(.v1p2)
            made.change(.roles, "role-teacher", dates)
            #expect(!made.records.contains { $0.kind == .staff } && made.mistakes == [])
            #expect(made.warnings.contains { $0.hasPrefix("roles.csv, line 4, \(column): found \"20") }, "\(column)")
            #expect(made.warnings.contains { $0.hasPrefix("users.csv, line 4, sourcedId: found a user none of whose") })
        }
        var made = SampleBundle.family(.v1p2)
        made.change(.roles, "role-teacher", ["endDate": "2026-10-02", "beginDate": "2026-10-01"])
        #expect(made.records.contains { $0.kind == .staff } && made.warnings == [])
    }

    @Test(
        arguments: [
            // The dates of a guardian's role, those of another role, and from when until when they stand for pupils.
            (["beginDate": "2026-09-01"], nil, nil, nil), (["beginDate": "2026-12-01"], nil, "2026-12-01", nil),
            (["beginDate": "2026-12-01", "endDate": "2027-02-01"], nil, "2026-12-01", "2027-01-31"),
            (["endDate": "2027-02-01"], nil, nil, "2027-01-31"),
            (["beginDate": "2026-12-01", "endDate": "2027-02-01"], [:], nil, nil),
            (["endDate": "2026-12-01"], ["beginDate": "2026-11-01", "endDate": "2027-02-01"], nil, "2027-01-31"),
        ] as [([String: String], [String: String]?, String?, String?)])
    func aGuardianStandsForPupilsWhileARoleSaysSo(
        dates: [String: String], others: [String: String]?, first: String?, last: String?
    ) {
        var made = SampleBundle.family(.v1p2)
        made.change(.roles, "role-parent", dates)
        if let others {
            let role = [
                "sourcedId": "role-again", "userSourcedId": "parent", "roleType": "secondary", "role": "guardian",
                "orgSourcedId": "school",
            ]
            made.add(.roles, role.merging(others) { $1 })
        }
        let spans = made.records.compactMap { record -> [Day?]? in
            if case .putGuardianship(_, _, _, _, let first, let last) = record { [first, last] } else { nil }
        }
        #expect(spans == [[first.flatMap { Day($0) }, last.flatMap { Day($0) }]])
    }

    @Test func aBundleOfAugustBringsThoseWhoseRoleBeginsInSeptember() {
        var made = SampleBundle.family(.v1p2)
        let right = made.records
        for user in ["pupil", "teacher"] { made.change(.roles, "role-\(user)", ["beginDate": "2026-09-01"]) }
        made.options.day = Day("2026-08-20") ?? made.options.day
        #expect(made.records == right && made.mistakes == [] && made.warnings == [])
    }

    @Test func whoLeftAnotherSchoolAndHasEnrolmentsThereIsLeftOutThereWithAWarningAndIsNoMistake() {
        var made = SampleBundle.family(.v1p2)
        made.change(.roles, "role-pupil", ["endDate": "2026-09-20"])
        #expect(made.mistakes == [] && !made.records.contains { $0.kind == .pupil || $0.kind == .enrolment })
        #expect(
            made.warnings.contains {
                $0.hasPrefix("enrollments.csv, line 2, userSourcedId: found a student whose role does not hold")
            })
        // Another role that holds counts all the same.
        made.add(
            .roles,
            [
                "sourcedId": "again", "userSourcedId": "pupil", "roleType": "primary", "role": "student",
                "orgSourcedId": "school", "beginDate": "2026-09-21",
            ])
        #expect(made.records.filter { $0.kind == .enrolment }.count == 2)
    }

    // MARK: - Places of schools

    @Test(
        arguments: [
            (.v1p1, .pupil, "users.csv, line 2, orgSourcedIds"), (.v1p1, .staff, "users.csv, line 4, orgSourcedIds"),
            (.v1p1, .guardian, "users.csv, line 3, orgSourcedIds"), (.v1p2, .pupil, "roles.csv, line 2, orgSourcedId"),
            (.v1p2, .staff, "roles.csv, line 4, orgSourcedId"), (.v1p2, .guardian, "roles.csv, line 3, orgSourcedId"),
            (.v1p1, .school, "orgs.csv, line 3, sourcedId"), (.v1p1, .course, "classes.csv, line 3, schoolSourcedId"),
            (.v1p1, .schoolClass, "classes.csv, line 2, schoolSourcedId"),
            (.v1p1, .enrolment, "enrollments.csv, line 2, schoolSourcedId"),
        ] as [(OneRosterVersion, RosterKind, String)])
    func whatTheJournalHasAgainstASchoolIsToldWhereTheFileNamesIt(
        version: OneRosterVersion, kind: RosterKind, place: String
    ) throws {
        let entry = try #require(SampleBundle.family(version).map().roster.entries.first { $0.record.kind == kind })
        #expect(entry.place(of: "school_id", OneRosterColumns.name).description == place)
        let id = entry.place(of: "sourced_id", OneRosterColumns.name)
        #expect(id == RosterPlace(file: entry.place.file, line: entry.place.line, column: "sourcedId"))
    }

    @Test func aCourseOfTheSchoolItselfIsToldOfInItsOwnRow() throws {
        var made = SampleBundle.family()
        made.change(.courses, "math", ["orgSourcedId": "school"])
        let entry = try #require(made.map().roster.entries.first { $0.record.kind == .course })
        #expect(
            entry.place(of: "school_id", OneRosterColumns.name).description == "courses.csv, line 3, orgSourcedId")
    }

    // MARK: - Guardians

    @Test func theAdultsRowMaySayTheTieTooAndItIsOneTie() {
        var made = SampleBundle.family()
        made.change(.users, "parent", ["agentSourcedIds": "pupil"])
        let both = made.records.filter { $0.kind == .guardianship }
        made.change(.users, "pupil", ["agentSourcedIds": ""])
        #expect(both.count == 1 && made.records.filter { $0.kind == .guardianship } == both)
    }

    @Test(arguments: [
        (["role": "relative"], "agentSourcedIds"), (["role": "aide"], "agentSourcedIds"),
        (["enabledUser": "false"], "agentSourcedIds"),
    ])
    func whoMayNotStandForAChildIsLeftOutWithAWarning(values: [String: String], column: String) {
        var made = SampleBundle.family()
        made.change(.users, "parent", values)
        #expect(!made.records.contains { $0.kind == .guardianship } && made.mistakes == [])
        #expect(made.warnings.contains { $0.contains(column) }, "\(made.warnings)")
    }

    /// Of the parent.
    private func contact(_ made: SampleBundle) -> [String?] {
        for case .putGuardian(_, _, let email, let phone) in made.records { return [email, phone] }
        return []
    }

    @Test func anEmptyFieldSaysThatThereIsNoneAndAMissingColumnNothing() {
        var made = SampleBundle.family()
        made.isStrict = false
        made.change(.users, "parent", ["email": "", "sms": "+7 900"])
        #expect(contact(made) == ["", "+7 900"])
        made.columnsLeftOut = ["email", "phone"]
        #expect(contact(made) == [nil, "+7 900"])
        made.change(.users, "parent", ["sms": ""])
        #expect(contact(made) == [nil, nil] && made.mistakes == [])
        made.columnsLeftOut = []
        #expect(contact(made) == ["", ""])
    }

    @Test func aGuardianIsNoParent() {
        var made = SampleBundle.family()
        made.change(.users, "parent", ["role": "guardian"])
        #expect(
            made.records.last
                == .putGuardianship(
                    id: "pupil parent", guardian: "parent", pupil: "pupil", basis: .guardian, firstDay: nil))
    }
}
