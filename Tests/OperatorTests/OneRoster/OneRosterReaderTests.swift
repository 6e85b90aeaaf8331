import Testing

@testable import Operator

@Suite struct OneRosterReaderTests {
    @Test(arguments: OneRosterVersion.allCases)
    func aBundleThatKeepsToTheStandardHasNothingAgainstIt(version: OneRosterVersion) {
        let findings = SampleBundle.family(version).map().findings
        #expect(findings.mistakes == [] && findings.warnings == [])
    }

    @Test func everyMistakeIsFoundWithItsPlaceAndPersonsAreNotRepeated() {
        var made = SampleBundle.family()
        made.change(.users, "pupil", ["enabledUser": "yes", "agentSourcedIds": "nobody@example.invalid"])
        made.change(.classes, "math-5a", ["classType": "club"])
        made.change(.demographics, "pupil", ["birthDate": "13th of May"])
        made.change(.enrollments, "e2", ["endDate": "2026-09-01"])
        let mistakes = made.read().findings.mistakes.map(\.description)
        #expect(
            mistakes == [
                "classes.csv, line 3, classType: found \"club\", expected one of homeroom, scheduled",
                "users.csv, line 2, enabledUser: found \"yes\", expected true or false",
                "users.csv, line 2, agentSourcedIds: found 22 characters, expected the sourcedId of a row of users.csv",
                "demographics.csv, line 2, birthDate: found 11 characters, expected a date such as 2026-09-01",
                "enrollments.csv, line 3, endDate: found \"2026-09-01\", expected a day after beginDate, 2026-09-01",
            ])
    }

    @Test func mistakesBeyondTheLimitAreCounted() {
        var made = SampleBundle.family()
        for number in 0..<20 { made.enrol("x\(number)", in: "nowhere", "pupil") }
        let findings = made.read(limit: 5).findings
        #expect(findings.mistakes.count == 5 && findings.mistakeCount == 20)
    }

    /// Against the standard in a way that leaves no doubt what is meant.
    @Test(
        arguments: [
            (OneRosterFile.users, "parent", ["status": "active"], "users.csv, line 3, status"),
            (.users, "parent", ["enabledUser": "TRUE"], "users.csv, line 3, enabledUser"),
            (.classes, "math-5a", ["classType": "Scheduled"], "classes.csv, line 3, classType"),
            (.academicSessions, "year", ["schoolYear": "2026-2027"], "academicSessions.csv, line 2, schoolYear"),
            (.enrollments, "e1", ["beginDate": "2026-09-01T00:00:00Z"], "enrollments.csv, line 2, beginDate"),
            (.users, "pupil", ["agentSourcedIds": "parent, "], "users.csv, line 2, agentSourcedIds"),
        ] as [(OneRosterFile, String, [String: String], String)])
    func whatIsMeantIsRefusedByTheStrictAndTakenByTheLenientWithAWarning(
        file: OneRosterFile, id: String, values: [String: String], place: String
    ) {
        var made = SampleBundle.family()
        let right = made.records
        made.change(file, id, values)
        #expect(made.mistakes.map { $0.hasPrefix(place) } == [true], "\(made.mistakes)")
        made.isStrict = false
        #expect(made.mistakes == [] && made.warnings.map { $0.hasPrefix(place) } == [true], "\(made.warnings)")
        #expect(made.records == right)
    }

    @Test(
        arguments: [
            ("email", "anna(at)example.invalid", "23 characters, expected one e-mail address such as name@example.org"),
            ("email", "a@b@example.invalid", "19 characters, expected one e-mail address such as name@example.org"),
            ("email", "анна@example.invalid", "20 characters, expected one e-mail address such as name@example.org"),
            ("phone", "mother +7 900 000-00-01, father +7 900 000-00-02", "48 characters, expected a telephone number"),
            ("sms", String(repeating: "9", count: 33), "33 characters, expected a telephone number"),
        ])
    func anAddressThatIsNoneIsRefusedByTheStrictWithoutTheValueAndLeftAsItWasByTheLenient(
        column: String, value: String, told: String
    ) {
        var made = SampleBundle.family()
        made.change(.users, "parent", ["email": "p@example.invalid", "phone": "", "sms": ""])
        let right = made.records
        made.change(.users, "parent", [column: value])
        let place = "users.csv, line 3, \(column): found \(told)"
        #expect(made.mistakes.map { $0.hasPrefix(place) } == [true], "\(made.mistakes)")
        made.isStrict = false
        #expect(made.mistakes == [] && made.warnings.map { $0.hasPrefix(place) } == [true], "\(made.warnings)")
        let isEmail = column == "email"
        #expect(
            made.records
                == right.map { record in
                    guard case .putGuardian(let id, let name, let email, let phone) = record else { return record }
                    return .putGuardian(id: id, name: name, email: isEmail ? nil : email, phone: isEmail ? phone : nil)
                })
    }

    @Test func anAddressWithBlanksAroundItIsTakenByTheLenientWithoutThem() {
        var made = SampleBundle.family()
        let right = made.records
        made.change(.users, "parent", ["email": " p@example.invalid "])
        #expect(made.mistakes.count == 1)
        made.isStrict = false
        #expect(made.mistakes == [] && made.records == right)
    }

    @Test(arguments: [
        ("a@b", true), ("a.b+c@d.example", true), ("a@", false), ("@b", false), ("a@b..c", false), ("a b@c", false),
        ("a@b.", false), ("a;b@c", false), ("", false),
        (String(repeating: "a", count: 64) + "@b", true), (String(repeating: "a", count: 65) + "@b", false),
        ("a@" + String(repeating: "b", count: 252), true), ("a@" + String(repeating: "b", count: 253), false),
    ])
    func anAddressIsOneWhereTheJournalTakesIt(text: String, isEmail: Bool) {
        #expect(RosterContact.isEmail(text) == isEmail)
    }

    @Test(arguments: [("112", true), ("нет", true), ("  ", false), ("1\u{2028}2", false), ("", false)])
    func aTelephoneIsOneWhereTheJournalTakesIt(text: String, isPhone: Bool) {
        #expect(RosterContact.isPhone(text) == isPhone)
    }

    @Test func aRowThatABulkFileSaysIsGoneIsLeftOutByTheLenient() {
        var made = SampleBundle.family()
        made.isStrict = false
        made.change(.enrollments, "e2", ["status": "tobedeleted"])
        #expect(!made.records.contains { $0.kind == .enrolment && $0.id == "e2" } && made.mistakes == [])
        #expect(!made.records.contains { if case .remove = $0 { true } else { false } })
    }

    @Test func aDeltaMayReferToWhatWasSentBeforeAndABulkMayNot() {
        var made = SampleBundle()
        made.enrol("e1", in: "5a", "pupil")
        #expect(made.read().findings.mistakeCount == 3)
        made.makeDelta()
        #expect(made.read().findings.mistakeCount == 0)
    }

    @Test func aManifestAloneSaysThatNothingHasChanged() {
        let read = SampleBundle().read()
        #expect(read.findings.isClean && read.bundle != nil)
        #expect(SampleBundle().map().roster.entries.isEmpty)
    }

    @Test func aWordOfTheSendersOwnIsOneFrom12On() {
        var made = SampleBundle.family(.v1p2)
        made.change(.classes, "math-5a", ["classType": "ext:club"])
        #expect(made.mistakes == [])
        made = .family(.v1p1)
        made.change(.classes, "math-5a", ["classType": "ext:club"])
        #expect(made.mistakes.count == 1)
    }
}
