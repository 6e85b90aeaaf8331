import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("A roster is refused")
struct RosterRefusalTests {
    private func journal() throws -> TestJournal {
        let journal = try TestJournal()
        try journal.take(Roster(whole: Roster.everything, Make.oneOfEach))
        return journal
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let record: any Message
        let code: Rejection.Code
        let field: String

        init(_ condition: String, _ record: any Message, _ code: Rejection.Code, _ field: String) {
            testDescription = condition
            self.record = record
            self.code = code
            self.field = field
        }
    }

    private static let long = String(repeating: "x", count: 513)

    private static let cases: [Case] = [
        Case("enrolling an unknown pupil", Make.putEnrolment("e", pupil: "no"), .unknown, "pupil_sourced_id"),
        Case("enrolling in an unknown class", Make.putEnrolment("e", schoolClass: "no"), .unknown, "class_sourced_id"),
        Case(
            "enrolling in an unknown group", Make.putEnrolment("e", schoolClass: nil, group: "no"), .unknown,
            "group_sourced_id"),
        Case("enrolling in nothing", Make.putEnrolment("e", schoolClass: nil), .missing, "target"),
        Case("a group of an unknown class", Make.putGroup("g", schoolClass: "no"), .unknown, "class_sourced_id"),
        Case("a whole-class group of none", Make.putGroup("g", schoolClass: nil), .missing, "class_sourced_id"),
        Case(
            "an unknown guardian", Make.putGuardianship("g", guardian: "no"), .unknown, "guardian_sourced_id"),
        Case("a guardian of an unknown pupil", Make.putGuardianship("g", pupil: "no"), .unknown, "pupil_sourced_id"),
        Case("a person of another kind", Make.putEnrolment("e", pupil: "staff-1"), .unknown, "pupil_sourced_id"),
        Case("removing what was never named", Make.remove(.pupil, "no"), .unknown, "sourced_id"),
        Case("removing under another kind", Make.remove(.staff, "pupil-1"), .unknown, "sourced_id"),
        Case("removing no kind", WireRemoveRecord.with { $0.sourcedID = "pupil-1" }, .missing, "kind"),
        Case("ending guardianships of nobody", WireOnlyGuardianships(), .missing, "person"),
        Case("taking parts of nobody", Make.removeParts(of: "", [.staff]), .invalid, "user_sourced_id"),
        Case("taking no part", Make.removeParts(of: "staff-1", []), .missing, "part"),
        Case("taking what no user is", Make.removeParts(of: "staff-1", [.staff, .course]), .invalid, "part[1]"),
        Case(
            "keeping guardians without id", Make.onlyGuardianships(pupil: "pupil-1", keep: ["no", ""]), .invalid,
            "keep[1]"),
        Case(
            "keeping 1,001 guardians",
            Make.onlyGuardianships(pupil: "pupil-1", keep: [String](repeating: "x", count: 1_001)), .tooLarge, "keep"),
        Case("the same enrolment by another id", Make.putEnrolment("e"), .exists, "sourced_id"),
        Case("the same guardianship by another id", Make.putGuardianship("g"), .exists, "sourced_id"),
        Case("the same class by another id", Make.putClass("k"), .exists, "letter"),
        Case("ending before the beginning", Make.putEnrolment(last: "2026-08-31"), .invalid, "last_day"),
        Case("a new one ending before it", Make.putEnrolment("e", last: "2026-08-31"), .exists, "first_day"),
        Case("a pupil without birth date", Make.putPupil("p", born: nil), .missing, "birth_date"),
        Case("a parallel of 13", Make.putClass("k", parallel: 13), .invalid, "parallel"),
        Case("a letter of 11", Make.putClass("k", letter: "Абвгдежзийк"), .tooLarge, "letter"),
        Case("a zone nobody knows", Make.putSchool(zone: "Europe/Krasnodar"), .invalid, "zone"),
        Case(
            "a course without policy", WirePutCourse.with { ($0.sourcedID, $0.name) = ("c", "x") }, .missing, "policy"),
        Case("no id", WirePutPupil.with { $0.name = Make.name }, .missing, "sourced_id"),
        Case("an empty id", Make.putPupil(""), .invalid, "sourced_id"),
        Case("an id of 513 characters", Make.putPupil(long), .tooLarge, "sourced_id"),
        Case("an id with a line break", Make.putPupil("a\nb"), .invalid, "sourced_id"),
        Case(
            "a wrong address",
            WirePutStaff.with {
                ($0.sourcedID, $0.name, $0.post, $0.email) = ("s", Make.name, "учитель", "a b@example.org")
            }, .invalid, "email"),
    ]

    @Test("for one wrong record, by its place, and nothing of it stands", arguments: cases)
    func record(_ example: Case) throws {
        let journal = try journal()
        let refused = try journal.refuse(Roster("2026-10-01", [Make.putCourse("Геометрия"), example.record]))
        #expect(refused.code == example.code)
        #expect(refused.field == "chunk[1].commands[2].\(example.field)")
        #expect(refused.problems == [Rejection(refused.code, field: refused.field, refused.message)])
    }

    @Test("for an id named twice in it, but not for one removed and named again")
    func namedTwice() throws {
        let journal = try journal()
        let refused = try journal.refuse(Roster([Make.putPupil(), Make.putPupil(family: "Петров")]))
        #expect(refused.code == .exists && refused.field == "chunk[1].commands[2].sourced_id")
        let both = try journal.refuse(Roster([Make.putPupil(), Make.remove(.pupil, "pupil-1")]))
        #expect(both.code == .invalid && both.field == "chunk[1].commands[2].sourced_id")
        let taken = try journal.take(Roster("2026-10-01", [Make.remove(.staff, "staff-1"), Make.putStaff()]))
        #expect(taken.types == ["StaffLeft", "StaffReturned"])
        try journal.expectFold()
    }

    @Test("for referring to what it should name itself and does not")
    func whole() throws {
        let journal = try journal()
        let refused = try journal.refuse(Roster("2026-10-01", whole: [.schoolClass], [Make.putEnrolment()]))
        #expect(refused.code == .unknown && refused.field == "chunk[1].commands[1].class_sourced_id")
        try journal.take(Roster("2026-10-01", whole: [.group], [Make.putEnrolment()]))
    }

    @Test("for referring to what is gone")
    func gone() throws {
        let journal = try journal()
        try journal.take(Roster("2026-10-01", [Make.remove(.schoolClass, "class-1")]))
        let refused = try journal.refuse(Roster("2026-10-02", [Make.putEnrolment()]))
        #expect(refused.code == .unknown && refused.field == "chunk[1].commands[1].class_sourced_id")
    }

    @Test("with every reason at once, but not with those that follow from another")
    func everyReason() throws {
        let journal = try TestJournal()
        let refused = try journal.refuse(
            Roster([
                Make.putSchool(), Make.putClass(parallel: 0), Make.putGroup(), Make.putPupil(), Make.putEnrolment(),
                Make.putEnrolment("e", pupil: "no"), Make.putEnrolment("f", schoolClass: nil, group: "group-1"),
                Make.putStaff(post: ""),
            ]))
        #expect(
            refused.problems.map(\.field) == [
                "chunk[1].commands[2].parallel", "chunk[1].commands[6].pupil_sourced_id", "chunk[1].commands[8].post",
            ])
    }

    @Test("with the school alone where that is what is wrong", arguments: [false, true])
    func school(isNamed: Bool) throws {
        let journal = try TestJournal()
        let records =
            isNamed ? [Make.putSchool(zone: "nowhere")] + [Make.putPupil()] : [Make.putPupil()] as [any Message]
        let refused = try journal.refuse(Roster(records))
        #expect(refused.problems.count == 1)
        #expect(refused.code == (isNamed ? .invalid : .unknown))
        #expect(refused.field == "chunk[1].commands[1].\(isNamed ? "zone" : "school_id")")
    }

    @Test("with the first hundred reasons", arguments: [(99, 99), (100, 100), (101, 100)])
    func hundred(_ wrong: Int, _ told: Int) throws {
        let journal = try journal()
        let refused = try journal.refuse(
            Roster((1...wrong).map { Make.putPupil("p\($0)", born: nil) }))
        #expect(refused.problems.count == told)
        #expect(refused.problems.last?.field == "chunk[1].commands[\(told)].birth_date")
    }

    struct Head: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let opening: WireOpenRoster
        let code: Rejection.Code
        let field: String
    }

    private static func head(_ change: (inout WireOpenRoster) -> Void) -> WireOpenRoster {
        var opening = Roster([]).opening
        change(&opening)
        return opening
    }

    private static let heads: [Head] = [
        Head(testDescription: "no source", opening: head { $0.clearSource() }, code: .missing, field: "source"),
        Head(testDescription: "an empty source", opening: head { $0.source = "" }, code: .invalid, field: "source"),
        Head(
            testDescription: "a source of 65 characters",
            opening: head { $0.source = String(repeating: "x", count: 65) },
            code: .tooLarge, field: "source"),
        Head(
            testDescription: "no day", opening: head { $0.clearEffectiveDay() }, code: .missing,
            field: "effective_day"),
        Head(
            testDescription: "the first day there may be",
            opening: head { $0.effectiveDay = Day.plausible.lowerBound.rawValue }, code: .invalid,
            field: "effective_day"),
        Head(
            testDescription: "no kind", opening: head { $0.whole = [.unspecified] }, code: .invalid, field: "whole[0]"),
        Head(
            testDescription: "a kind nobody knows", opening: head { $0.whole = [.pupil, .UNRECOGNIZED(10)] },
            code: .invalid, field: "whole[1]"),
    ]

    @Test("for what its first record says, and its other records are no reasons of their own", arguments: heads)
    func opening(_ head: Head) throws {
        let journal = try journal()
        let messages: [any Message] = [head.opening, Make.putPupil("p", born: nil), WireCloseRoster()]
        let commands = messages.map { Roster.staged($0) }
        let refused = try journal.refuse(chunks: [commands])
        #expect(refused.problems.count == 1)
        #expect(refused.code == head.code)
        #expect(refused.field == "chunk[1].commands[0].\(head.field)")
    }

    @Test("for records outside of it, for a second one, and for an end that does not come")
    func order() throws {
        let journal = try journal()
        let (open, close) = (Roster.staged(Roster([]).opening), Roster.staged(WireCloseRoster()))
        let put = Roster.staged(Make.putPupil("p"))
        #expect(try journal.refuse(chunks: [[put]]).field == "chunk[1].commands[0]")
        #expect(try journal.refuse(chunks: [[open, close], [put]]).field == "chunk[2].commands[0]")
        #expect(try journal.refuse(chunks: [[open, open]]).field == "chunk[1].commands[1]")
        let incomplete = try journal.refuse(chunks: [[open, put]])
        #expect(incomplete.code == .missing && incomplete.field == nil)
    }

    @Test("as a command of its own")
    func alone() throws {
        let rejection = try TestJournal().reject(Make.putPupil())
        #expect(rejection.code == .notAllowed && rejection.field == "name")
    }

    @Test("for a school that the key may not act for: what it names, and what would end there")
    func foreignSchool() throws {
        let journal = try journal()
        var roster = Roster("2026-10-01", whole: Roster.everything, Make.oneOfEach)
        roster.records += roster.records.map { ($0.message, Sample.otherSchool) }
        let schools = Choice.only([Sample.school])
        let refused = try journal.refuse(chunks: [roster.commands], schools: schools)
        #expect(refused.code == .forbidden && refused.field == "chunk[1].commands[10].school_id")
        try journal.take(roster)
        let one = Roster("2026-10-02", whole: Roster.everything, Make.oneOfEach)
        let ending = try journal.refuse(chunks: [one.commands], schools: schools)
        #expect(ending.code == .forbidden && ending.field == "chunk[1].commands[10].school_id")
        #expect(try journal.take(one).count(.pupil, .ended) == 1)
    }

    @Test("for a record that its sender may not send, and for a school that is no id")
    func rights() throws {
        let journal = try journal()
        let commands = Roster([Make.putPupil("p")]).commands
        let refused = try journal.refuse(chunks: [commands], rights: .only([Roster.name, "OpenRoster"]))
        #expect(refused.code == .forbidden && refused.field == "chunk[1].commands[1]")
        var strange = commands
        strange[1].schoolID = Data([1])
        let rejection = try journal.refuse(chunks: [strange])
        #expect(rejection.code == .invalid && rejection.field == "chunk[1].commands[1].school_id")
    }
}
