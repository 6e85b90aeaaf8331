import Contracts
import EventFeed
import Foundation
import School
import Testing

@testable import JournalWriter

@Suite("A roster that says what a user is no more")
struct RemovePartsTests {
    private static let other = Sample.id(0x77)

    /// The staff, the pupil and the guardian of the sample, each in a second school too.
    private func journal() throws -> TestJournal {
        let journal = try TestJournal()
        var bulk = Roster(whole: Roster.everything, Make.oneOfEach)
        bulk.records += [
            (Make.putSchool("Школа № 2"), Self.other), (Make.putStaff(), Self.other), (Make.putPupil(), Self.other),
            (Make.putGuardian(), Self.other), (Make.putGuardianship(), Self.other),
        ]
        try journal.take(bulk)
        return journal
    }

    @Test(
        "ends it in every school, with what goes with it, and nothing else; a second time nothing",
        arguments: [
            (RosterKind.staff, "staff-1", ["StaffLeft", "StaffLeft"]),
            (.guardian, "guardian-1", ["GuardianshipEnded", "GuardianshipEnded"]),
            (.pupil, "pupil-1", ["EnrolmentEnded", "GuardianshipEnded", "GuardianshipEnded"]),
        ])
    func everywhere(part: RosterKind, user: String, types: [String]) throws {
        let journal = try journal()
        let others = NamedKind.user.records.filter { $0 != part }
        #expect(try journal.take(Roster("2026-10-01", [Make.removeParts(of: user, others)])).types == [])
        let taken = try journal.take(Roster("2026-10-01", [Make.removeParts(of: user, [part])]))
        #expect(taken.types.sorted() == types && taken.count(part, .ended) == 2)
        #expect(try journal.take(Roster("2026-10-01", [Make.removeParts(of: user, [part])])).changes == [])
        try journal.expectFold()
    }

    @Test("leaves what the roster names itself, such as in the school where somebody stays")
    func named() throws {
        let journal = try journal()
        var roster = Roster("2026-10-01", [])
        roster.records = [
            (Make.putStaff(), Self.other), (Make.removeParts(of: "staff-1", NamedKind.user.records), nil),
        ]
        let taken = try journal.take(roster)
        #expect(taken.types == ["StaffLeft"])
        #expect(try journal.count("staff", where: "last_day IS NULL") == 1)
        #expect(try journal.count("staff", where: "last_day IS NULL AND school_id = X'\(hex(Self.other))'") == 1)
    }

    private func hex(_ id: UUID) -> String { id.uuidString.replacing("-", with: "") }

    @Test("says nothing of whom no roster has named, nor of what another source did")
    func unknown() throws {
        let journal = try journal()
        let all = NamedKind.user.records
        #expect(try journal.take(Roster("2026-10-01", [Make.removeParts(of: "nobody", all)])).types == [])
        let other = Roster("2026-10-01", source: "other", [Make.removeParts(of: "staff-1", all)])
        #expect(try journal.take(other).types == [])
    }

    @Test("leaves out who names them as a guardian afterwards, whatever else they are")
    func leftOut() throws {
        let journal = try journal()
        try journal.take(
            Roster(
                "2026-10-01",
                [Make.putStaff("guardian-1"), Make.removeParts(of: "guardian-1", [.guardian])]))
        let taken = try journal.take(Roster("2026-10-02", [Make.putGuardianship()]))
        #expect(taken.types == [] && taken.count(.guardianship, .leftOut) == 1)
    }

    @Test("the guardianships of somebody end in whatever school")
    func guardianships() throws {
        let journal = try journal()
        let taken = try journal.take(Roster("2026-10-01", [Make.onlyGuardianships(guardian: "guardian-1")]))
        #expect(taken.types == ["GuardianshipEnded", "GuardianshipEnded"])
        #expect(try journal.count("guardianship", where: "last_day IS NULL") == 0)
        #expect(try journal.take(Roster("2026-10-01", [Make.onlyGuardianships(pupil: "nobody")])).types == [])
        try journal.expectFold()
    }

    @Test("the role of a guardian is theirs in every school, until the last of them goes")
    func role() throws {
        let journal = try journal()
        let third = Sample.id(0x78)
        try journal.take(
            Roster(
                "2026-09-02",
                [
                    Make.putRole("role-1", of: "guardian-1", .guardian, in: third),
                    Make.putRole("role-2", of: "guardian-1", .guardian, in: Self.other),
                ]))
        let moved = Roster("2026-10-01", [Make.putRole("role-1", of: "guardian-1", .guardian, in: Sample.school)])
        #expect(try journal.take(moved).types == [])
        #expect(try journal.take(Roster("2026-10-01", [Make.removeName(.role, "role-2")])).types == [])
        let last = try journal.take(Roster("2026-10-02", [Make.putRole("role-1", of: "guardian-1", nil)]))
        #expect(last.types == ["GuardianshipEnded", "GuardianshipEnded"] && last.count(.guardian, .ended) == 2)
        try journal.expectFold()
    }
}
