import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("A roster that ends things")
struct RosterOrderTests {
    private func journal(_ records: [any Message] = Make.oneOfEach) throws -> TestJournal {
        let journal = try TestJournal()
        try journal.take(Roster(whole: Roster.everything, records))
        return journal
    }

    @Test("counts them beside how many of their kind its source had; of other kinds it says nothing")
    func before() throws {
        let journal = try journal(Make.oneOfEach + [Make.putStaff("staff-2"), Make.putStaff("staff-3")])
        try journal.take(Roster("2026-09-02", source: "other", [Make.putStaff("staff-4")]))
        try journal.take(Roster("2026-09-02", [Make.remove(.staff, "staff-3")]))
        let taken = try journal.take(
            Roster("2026-10-01", whole: Roster.everything, Make.oneOfEach + [Make.putPupil("pupil-2")]))
        #expect(
            taken.changes.first { $0.kind == "staff" }
                == ChangeCount(kind: "staff", [.unchanged: 1, .ended: 1], before: 2))
        #expect(taken.changes.filter { $0.before != nil }.map(\.kind) == ["staff"])
    }

    @Test("does not end what is over by itself")
    func over() throws {
        let journal = try journal(
            Make.oneOfEach(without: "PutEnrolment") + [Make.putEnrolment(last: "2026-09-30")])
        let rest = Make.oneOfEach(without: "PutEnrolment")
        let taken = try journal.take(Roster("2026-10-01", whole: Roster.everything, rest))
        #expect(taken.types == [])
        #expect(taken.changes.first { $0.kind == "enrolment" } == ChangeCount(kind: "enrolment", [.unchanged: 1]))
        #expect(try journal.take(Roster("2026-10-02", whole: Roster.everything, rest)).changes.count == 8)
    }

    @Test("is refused where its source has said something of a later day, unless it says that it is older")
    func older() throws {
        let journal = try journal()
        try journal.take(Roster("2026-10-01", whole: Roster.everything, Make.oneOfEach))
        var late = Roster("2026-09-30", whole: [.staff], [Make.putStaff(post: "завуч")])
        let refused = try journal.refuse(late)
        #expect(refused.code == .notAllowed && refused.field == "chunk[1].commands[0].effective_day")
        #expect(refused.problems.count == 1)
        late.isOlder = true
        #expect(try journal.take(late).types == ["StaffCardRecorded"])
        late.isOlder = false
        #expect(try journal.take(late).types == [])
        #expect(try journal.refuse(Roster("2026-09-29", whole: [.staff], [])).code == .notAllowed)
    }

    @Test("is taken where those of a later day were of other kinds")
    func otherKinds() throws {
        let journal = try journal()
        try journal.take(Roster("2026-10-01", whole: [.pupil], Make.oneOfEach))
        let staff = [Make.putStaff(post: "завуч")]
        #expect(try journal.take(Roster("2026-09-30", whole: [.staff], staff)).types == ["StaffCardRecorded"])
        #expect(try journal.refuse(Roster("2026-09-30", whole: [.staff, .pupil], staff)).code == .notAllowed)
        #expect(try journal.refuse(Roster("2026-09-29", whole: [.staff], staff)).code == .notAllowed)
    }

    @Test("is taken for any day where it does not name all of a kind, or is of another source")
    func otherOnes() throws {
        let journal = try journal()
        try journal.take(Roster("2026-10-01", [Make.putStaff()]))
        try journal.take(Roster("2026-09-15", [Make.remove(.staff, "staff-1")]))
        try journal.take(Roster("2026-09-15", whole: [.staff], source: "other", [Make.putStaff("other")]))
        // The one of 15 September is no later word than that of 1 October.
        #expect(try journal.refuse(Roster("2026-09-20", whole: [.staff], [])).code == .notAllowed)
    }

    @Test("is refused where its source has told of a later change, whatever its day, unless it says that it is older")
    func changes() throws {
        let journal = try journal()
        var delta = Roster("2026-10-05", [Make.putStaff(post: "завуч")])
        delta.changedAt = 1_000_000
        try journal.take(delta)
        try journal.take(Roster("2026-10-05", whole: Roster.everything, Make.oneOfEach))
        for at: Int64 in [1_000_000, 1_000_001] {
            delta.changedAt = at
            #expect(try journal.take(delta).changes.count == 1, "the same once more, or a later one")
        }
        var late = Roster("2026-10-06", [Make.putStaff(post: "учитель")])
        late.changedAt = 1_000_000
        let refused = try journal.refuse(late)
        #expect(refused.code == .notAllowed && refused.field == "chunk[1].commands[0].changed_at")
        late.isOlder = true
        #expect(try journal.take(late).types == ["StaffCardRecorded"])
        late.isOlder = false
        #expect(try journal.take(late).types == [])
    }

    @Test("takes effect two years ahead, and no later")
    func farAhead() throws {
        let journal = try journal()
        let today = Day(rawValue: Int32(journal.now / 86_400_000_000))
        var roster = Roster([Make.putStaff()])
        roster.day = today + Int(OpenRoster.daysAhead)
        try journal.take(roster)
        roster.day = roster.day + 1
        let refused = try journal.refuse(roster)
        #expect(refused.code == .invalid && refused.field == "chunk[1].commands[0].effective_day")
    }

    @Test(
        "of a source that another sender began is all of it from a key for all schools alone, and no news from others")
    func ofAnotherSender() throws {
        let journal = try journal()
        let one: Choice<UUID> = .only([Sample.school])
        func apply(_ roster: Roster, _ schools: Choice<UUID>, _ sender: String) throws -> Bool {
            let answer = try journal.apply(chunks: [roster.commands], schools: schools, sender: sender)
            guard case .accepted = answer else { return false }
            return true
        }
        let whole = Roster("2026-10-01", whole: [.staff], [Make.putStaff()])
        let refused = try journal.refuse(chunks: [whole.commands], schools: one, sender: "school")
        #expect(refused.code == .forbidden && refused.field == "chunk[1].commands[0].source")
        var delta = Roster("2027-10-01", [Make.putStaff(post: "завуч")])
        delta.changedAt = 9_000_000
        #expect(try apply(delta, one, "school"))
        var earlier = whole
        earlier.changedAt = 1_000_000
        #expect(try apply(earlier, one, TestJournal.importer), "the other's day and change make it no older")
        #expect(try apply(whole, .all, "school"))
        #expect(try apply(Roster("2026-10-01", whole: [.staff], source: "own", [Make.putStaff()]), one, "school"))
    }
}
