import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("A roster that says with whom alone somebody's guardianships are")
struct OnlyGuardianshipsTests {
    /// The pupils 1 and 2 with the guardian 1; the pupil 1 with the guardian 2 besides.
    private func journal() throws -> TestJournal {
        let journal = try TestJournal()
        try journal.take(
            Roster(
                whole: Roster.everything,
                Make.oneOfEach + [Make.putPupil("pupil-2"), Make.putGuardian("guardian-2")]
                    + [tie(1, 2), tie(2, 1)]))
        return journal
    }

    private func tie(_ guardian: Int, _ pupil: Int) -> WirePutGuardianship {
        Make.putGuardianship(
            "guardian-\(guardian)/pupil-\(pupil)", guardian: "guardian-\(guardian)", pupil: "pupil-\(pupil)")
    }

    private func lastDay(_ guardian: Int, _ pupil: Int, in journal: TestJournal) throws -> Day? {
        let thing = try journal.thing(.guardianship, "guardian-\(guardian)/pupil-\(pupil)")
        return try journal.queue.read { database in
            try #require(try JournalStore(database).guardianshipState(thing)).span.lastDay
        }
    }

    @Test("ends a pupil's with others the day before, a second time nothing, and naming one again brings it back")
    func pupil() throws {
        let journal = try journal()
        let only = Make.onlyGuardianships(pupil: "pupil-1", keep: ["guardian-1", "of another school"])
        let taken = try journal.take(Roster("2026-10-01", [only]))
        #expect(taken.types == ["GuardianshipEnded"] && taken.count(.guardianship, .ended) == 1)
        #expect(try lastDay(2, 1, in: journal) == Sample.day("2026-09-30"))
        #expect(try lastDay(1, 1, in: journal) == nil && lastDay(1, 2, in: journal) == nil)
        for day in ["2026-10-01", "2026-10-02"] {
            let again = try journal.take(Roster(day, [only]))
            #expect(again.types == [] && again.changes == [])
        }
        let back = try journal.take(Roster("2026-11-01", [tie(2, 1), only]))
        #expect(back.types == ["GuardianshipRecorded"] && back.count(.guardianship, .returned) == 1)
        try journal.expectFold()
    }

    @Test("ends a guardian's with other pupils, all of them where none is to be kept")
    func guardian() throws {
        let journal = try journal()
        let one = try journal.take(
            Roster("2026-10-01", [Make.onlyGuardianships(guardian: "guardian-1", keep: ["pupil-2"])]))
        #expect(one.types == ["GuardianshipEnded"])
        #expect(try lastDay(1, 1, in: journal) == Sample.day("2026-09-30") && lastDay(1, 2, in: journal) == nil)
        let rest = try journal.take(Roster("2026-10-02", [Make.onlyGuardianships(guardian: "guardian-1")]))
        #expect(rest.types == ["GuardianshipEnded"])
        #expect(try lastDay(1, 2, in: journal) == Sample.day("2026-10-01") && lastDay(2, 1, in: journal) == nil)
        try journal.expectFold()
    }

    @Test("leaves those it named itself before")
    func named() throws {
        let journal = try journal()
        let taken = try journal.take(Roster("2026-10-01", [tie(2, 1), Make.onlyGuardianships(pupil: "pupil-1")]))
        #expect(taken.types == ["GuardianshipEnded"])
        #expect(try lastDay(1, 1, in: journal) != nil && lastDay(2, 1, in: journal) == nil)
    }

    @Test("leaves those that another source named or a person entered")
    func others() throws {
        let journal = try journal()
        try journal.accept(Make.addGuardian(Sample.guardian))
        let byHand = WireRecordGuardianship.with {
            $0.guardianshipID = Sample.guardianship.wire
            $0.guardianID = Sample.guardian.wire
            $0.pupilID = (try? journal.thing(.pupil, "pupil-1"))?.wire ?? Data()
            $0.basis = .parent
            $0.firstDay = Sample.day("2026-09-01").rawValue
        }
        try journal.accept(byHand)
        let nobody = Make.onlyGuardianships(pupil: "pupil-1")
        let other = Roster(source: "sheets:1", [Make.putPupil(), nobody])
        #expect(try journal.take(other).count(.guardianship, .ended) == 0)
        let taken = try journal.take(Roster("2026-10-01", [nobody]))
        #expect(taken.types == ["GuardianshipEnded", "GuardianshipEnded"])
        #expect(try journal.count("guardianship", where: "last_day IS NULL") == 2)
        try journal.expectFold()
    }

    @Test("gives one that had not begun a single day")
    func future() throws {
        let journal = try journal()
        let coming = Make.putGuardianship(
            "guardian-2/pupil-2", guardian: "guardian-2", pupil: "pupil-2", first: "2026-12-01")
        try journal.take(Roster("2026-10-01", [coming]))
        let only = Make.onlyGuardianships(pupil: "pupil-2", keep: ["guardian-1"])
        #expect(try journal.take(Roster("2026-10-02", [only])).types == ["GuardianshipEnded"])
        #expect(try lastDay(2, 2, in: journal) == Sample.day("2026-12-01"))
        #expect(try journal.take(Roster("2026-10-02", [only])).types == [])
    }

    @Test("of somebody who was rejected is no problem of its own")
    func follows() throws {
        let journal = try journal()
        let refused = try journal.refuse(
            Roster("2026-10-01", [Make.putPupil("new", born: nil), Make.onlyGuardianships(pupil: "new")]))
        #expect(refused.problems.map(\.field) == ["chunk[1].commands[1].birth_date"])
    }

    @Test("keeps as many as the head of an orphanage stands for")
    func most() throws {
        let journal = try journal()
        let keep = (1...OnlyGuardianships.mostKept).map { "pupil-\($0)" }
        let taken = try journal.take(Roster("2026-10-01", [Make.onlyGuardianships(guardian: "guardian-1", keep: keep)]))
        #expect(taken.types == [])
    }
}
