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
            ])
    }

    @Test func aChangedAdultIsTakenWithoutTheChild() {
        var made = SampleBundle()
        made.user("parent", role: "parent")
        made.makeDelta()
        #expect(made.records.map(\.kind) == [.guardian] && made.warnings == [])
    }
}
