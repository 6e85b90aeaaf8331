import School
import Testing

@testable import Operator

@Suite struct OneRosterDeltaTests {

    @Test(arguments: OneRosterVersion.allCases)
    func whatIsToBeDeletedIsRemovedBeforeAllElseWhatDependsFirst(version: OneRosterVersion) {
        let all: [(RosterKind, String)] = [
            (.enrolment, "e1"), (.enrolment, "e2"), (.guardian, "parent"), (.pupil, "pupil"), (.staff, "teacher"),
            (.group, "5a"), (.group, "math-5a"), (.schoolClass, "5a"), (.course, "home"), (.school, "school"),
        ]
        var made = SampleBundle.family(version)
        made.isStrict = false
        made.makeDelta(status: "tobedeleted")
        #expect(made.records == all.map { .remove(kind: $0.0, id: $0.1) })
        // Which schools teach a district's course only classes say.
        #expect(made.warnings.contains { $0.hasPrefix("courses.csv, line 3, orgSourcedId") })
    }

    @Test func aRowThatIsToBeDeletedNeedsToSayNoMoreThanWhichItIs() {
        var made = SampleBundle()
        made.add(
            .enrollments,
            [
                "sourcedId": "e1", "schoolSourcedId": "school", "status": "tobedeleted",
                "dateLastModified": "2026-10-01T00:00:00Z",
            ])
        made.mode = .delta
        #expect(made.mistakes == [] && made.records == [.remove(kind: .enrolment, id: "e1")])
    }

    @Test func aRoleThatGoesTakesThePartInThatSchoolWithIt() {
        var made = SampleBundle(version: .v1p2)
        made.user("teacher", role: "teacher")
        made.tables[.users] = nil
        made.makeDelta(status: "tobedeleted")
        #expect(made.mistakes == [] && made.records == [.remove(kind: .staff, id: "teacher")])
    }

    @Test func whatADeltaDoesNotDescribeIsLeftToTheJournal() {
        var made = SampleBundle()
        made.user("pupil", role: "student", ["agentSourcedIds": "parent"])
        made.enrol("e9", in: "unknown", "pupil")
        made.makeDelta()
        let name = RosterName(family: "pupil", given: "Given", patronymic: nil)
        #expect(
            made.records == [
                .putPupil(id: "pupil", name: name, birthDate: nil),
                .putEnrolment(
                    id: "e9", pupil: "pupil", target: .group("unknown"), firstDay: Day("2026-09-01"),
                    lastDay: Day("2027-05-31"), orderNumber: nil),
                .putGuardianship(
                    id: "pupil parent", guardian: "parent", pupil: "pupil", basis: nil, firstDay: nil),
                .onlyGuardianships(of: .pupil("pupil"), keep: ["parent"]),
            ])
    }

    @Test func aChangedAdultIsTakenWithoutTheChild() {
        var made = SampleBundle()
        made.user("parent", role: "parent")
        made.makeDelta()
        #expect(made.records.map(\.kind) == [.guardian] && made.warnings == [])
    }

    // MARK: - Guardians whom a row names no more

    private func only(_ made: SampleBundle) -> [RosterRecord] {
        made.records.filter { if case .onlyGuardianships = $0 { true } else { false } }
    }

    @Test(arguments: OneRosterVersion.allCases)
    func whoIsNamedInNeitherRowHasNoTieAnyMore(version: OneRosterVersion) {
        var made = SampleBundle(version: version)
        made.user("pupil", role: "student", ["agentSourcedIds": "mother"])
        made.user("mother", role: "parent", ["agentSourcedIds": "pupil,other"])
        made.user("grandmother", role: "guardian", ["agentSourcedIds": "pupil"])
        made.makeDelta()
        #expect(made.mistakes == [])
        #expect(
            only(made) == [
                .onlyGuardianships(of: .pupil("pupil"), keep: ["mother", "grandmother"]),
                .onlyGuardianships(of: .guardian("mother"), keep: ["pupil", "other"]),
                .onlyGuardianships(of: .guardian("grandmother"), keep: ["pupil"]),
            ])
        let kinds = made.records.map(\.kind)
        #expect(kinds == kinds.sorted { $0.rawValue < $1.rawValue } && only(made) == made.records.suffix(3))
        let places = made.map().roster.entries.suffix(3).map(\.place.description)
        #expect(places == (2...4).map { "users.csv, line \($0), agentSourcedIds" })
    }

    @Test func aRowThatNamesNobodyEndsNothing() {
        var made = SampleBundle()
        made.user("pupil", role: "student")
        made.user("mother", role: "parent")
        made.makeDelta()
        #expect(made.records.map(\.kind) == [.pupil, .guardian] && made.warnings == [])
    }

    @Test func anAdultWhoMayNotComeInHasNoTiesAnyMoreWhoeverNamesThem() {
        var made = SampleBundle()
        made.user("pupil", role: "student", ["agentSourcedIds": "mother,father"])
        made.user("mother", role: "parent", ["enabledUser": "false"])
        made.makeDelta()
        #expect(
            only(made) == [
                .onlyGuardianships(of: .pupil("pupil"), keep: ["father"]),
                .onlyGuardianships(of: .guardian("mother"), keep: []),
            ])
    }

    @Test func aRelativeStandsForNobodyAnyMore() {
        var made = SampleBundle()
        made.user("pupil", role: "student", ["agentSourcedIds": "aunt"])
        made.user("aunt", role: "relative")
        made.makeDelta()
        #expect(only(made) == [.onlyGuardianships(of: .pupil("pupil"), keep: [])])
    }

    @Test func aPupilWhoIsLeftOutIsLeftAsIs() {
        var made = SampleBundle()
        made.user("pupil", role: "student", ["agentSourcedIds": "mother", "grades": "KG"])
        made.user("mother", role: "parent", ["agentSourcedIds": "pupil,other"])
        made.makeDelta()
        #expect(only(made) == [.onlyGuardianships(of: .guardian("mother"), keep: ["other", "pupil"])])
    }

    @Test func aBulkEndsByNamingAll() {
        var made = SampleBundle.family()
        made.user("father", role: "parent", ["agentSourcedIds": "pupil", "enabledUser": "false"])
        #expect(only(made) == [] && made.map().roster.whole.contains(.guardianship))
    }

    @Test func aTieOfNoSchoolIsRefusedByTheStrictAndLeftOutByTheLenient() {
        var made = SampleBundle(version: .v1p2)
        made.add(.orgs, ["sourcedId": "city", "name": "City", "type": "district"])
        made.user("mother", role: "parent", ["agentSourcedIds": "pupil"])
        made.change(.roles, "role-mother", ["orgSourcedId": "city"])
        made.makeDelta()
        let told = "users.csv, line 2, agentSourcedIds: found a tie of which this delta does not say in what school"
        #expect(made.mistakes.map { $0.hasPrefix(told) } == [true])
        made.isStrict = false
        #expect(made.mistakes == [] && made.records == [])
        #expect(made.warnings.contains { $0.hasPrefix(told) })
    }
}
