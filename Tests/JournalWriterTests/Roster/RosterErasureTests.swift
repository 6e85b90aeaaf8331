import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("An erasure of a person whom a roster named")
struct RosterErasureTests {
    private func journal() throws -> TestJournal {
        let journal = try TestJournal()
        try journal.take(Roster(whole: Roster.everything, Make.oneOfEach))
        return journal
    }

    private func cards(of kind: RosterKind, in journal: TestJournal) throws -> [Int64] {
        try journal.queue.read {
            try Int64.fetchAll($0, sql: "SELECT sequence FROM \(kind.word)_card ORDER BY sequence")
        }
    }

    private func sourcedIDs(_ journal: TestJournal) throws -> Set<String> {
        try journal.queue.read { try String.fetchSet($0, sql: "SELECT sourced_id FROM roster_record") }
    }

    @Test(
        "takes away by what the source knew the person, and the records about the person",
        arguments: [
            (RosterKind.staff, ["staff-1"]), (.pupil, ["pupil-1", "enrolment-1", "guardian-1/pupil-1"]),
            (.guardian, ["guardian-1", "guardian-1/pupil-1"]),
        ])
    func forgets(_ kind: RosterKind, _ ids: [String]) throws {
        let journal = try journal()
        let before = try sourcedIDs(journal)
        try journal.accept(Make.erase(try cards(of: kind, in: journal)))
        #expect(try sourcedIDs(journal) == before.subtracting(ids))
        try journal.expectFold()
    }

    @Test("keeps them while another card of the person is left")
    func oldCard() throws {
        let journal = try journal()
        try journal.take(Roster("2026-10-01", [Make.putPupil(family: "Петров")]))
        let (before, sequences) = (try sourcedIDs(journal), try cards(of: .pupil, in: journal))
        #expect(sequences.count == 2)
        try journal.accept(Make.erase([sequences[0]]))
        #expect(try sourcedIDs(journal) == before)
        try journal.accept(Make.erase([sequences[1]]))
        #expect(try sourcedIDs(journal) == before.subtracting(["pupil-1", "enrolment-1", "guardian-1/pupil-1"]))
    }

    @Test("makes of one who is named again another person")
    func namedAgain() throws {
        let journal = try journal()
        let before = try journal.thing(.pupil, "pupil-1")
        try journal.accept(Make.erase(try cards(of: .pupil, in: journal)))
        let taken = try journal.take(
            Roster("2026-10-01", [Make.putPupil(), Make.putEnrolment("enrolment-1", first: nil)]))
        #expect(taken.types == ["PupilAdded", "PupilCardRecorded", "PupilEnrolled"])
        #expect(try journal.thing(.pupil, "pupil-1") != before)
        try journal.expectFold()
    }

    @Test("forgets the imports that are begun, which may bring the person back")
    func openStages() throws {
        let journal = try journal()
        let stages = try [1, 2].map { _ in
            try journal.stage([Roster("2026-10-01", [Make.putPupil(family: "Петров")]).commands])
        }
        try journal.accept(Make.erase(try cards(of: .pupil, in: journal)))
        #expect(try journal.rows(of: "stage") == 0 && journal.rows(of: "stage_chunk") == 0)
        guard case .rejected(let rejection) = try journal.apply(stages[0], chunks: 1) else {
            Issue.record("a stage that was forgotten was applied")
            return
        }
        #expect(rejection.code == .unknown && rejection.field == "stage_id")
        #expect(rejection.message.contains("erased"))
    }

    @Test("in a stage of its own ends with that stage, and forgets the others")
    func staged() throws {
        let journal = try journal()
        _ = try journal.stage([Roster("2026-10-01", [Make.putPupil()]).commands])
        let erasure = Roster.staged(Make.erase(try cards(of: .pupil, in: journal)))
        guard case .accepted(let range, _) = try journal.apply(chunks: [[erasure], []]) else {
            Issue.record("the erasure was rejected")
            return
        }
        #expect(range?.count == 1)
        #expect(try journal.rows(of: "stage") == 0)
    }
}
