import Contracts
import Foundation
import School
import SwiftProtobuf
import TestKit
import Testing

@testable import EventFeed
@testable import JournalWriter

@Suite("Rosters at random")
struct RosterPropertyTests {
    @Test(
        "leave the fold of their events; one that was taken changes nothing when it comes again, one refused nothing",
        arguments: UInt64(1)...12)
    func play(_ seed: UInt64) throws {
        let journal = try TestJournal()
        var play = RosterPlay(seed: seed)
        var answers = (accepted: 0, refused: 0)
        for _ in 0..<40 {
            let roster = play.next()
            let before = (try journal.eventCount(), try journal.mapping())
            switch try journal.apply(chunks: [roster.commands]) {
            case .accepted:
                answers.accepted += 1
                try expectSame(roster, in: journal)
            case .rejected(let rejection):
                answers.refused += 1
                #expect(rejection.code != .internalFault, "\(rejection)")
                #expect(try journal.eventCount() == before.0)
                #expect(try journal.mapping() == before.1)
            }
        }
        #expect(answers.accepted > 5, "\(answers)")
        try journal.expectFold()
    }

    private func expectSame(_ roster: Roster, in journal: TestJournal) throws {
        let mapping = try journal.mapping()
        let again = try journal.take(roster)
        #expect(again.types == [])
        for count in again.changes {
            #expect(count[.added] + count[.changed] + count[.ended] + count[.returned] == 0, "\(count)")
        }
        let changed = Set(try journal.mapping()).symmetricDifference(mapping)
        #expect(changed == [])
    }

    @Test("with a changed field are accepted or rejected, never a defect")
    func mutated() throws {
        let journal = try TestJournal()
        try journal.take(Roster(whole: Roster.everything, Make.oneOfEach))
        let records =
            Make.oneOfEach + [
                Make.onlyGuardianships(pupil: "pupil-1", keep: ["guardian-1"]), Make.remove(.pupil, "pupil-1"),
                Make.putName(.term, "year", year: 2027), Make.putRole("r", of: "staff-1", .staff),
                Make.checkName(.user, "pupil-1"), Make.removeName(.course, "course-1"),
                Make.removeParts(of: "staff-1", [.staff, .guardian]),
                Roster([]).opening, WireCloseRoster(),
            ]
        var generator = SeededGenerator(seed: 0x0052_4F53_5445)
        var accepted = 0
        for round in 0..<1_500 {
            let record = records[round % records.count]
            var fields = FieldMutator(
                generator: generator, numbers: [0, 1, 9, 10, 20_700, UInt64(UInt32.max), UInt64.max],
                texts: [[], Array("А".utf8), Array("pupil-1".utf8), Array(repeating: 0xD0, count: 17)])
            var staged = Roster.staged(record)
            staged.body = Data(fields.mutate(Array(staged.body)))
            generator = fields.generator
            var commands = Roster("2026-10-01", []).commands
            commands.insert(staged, at: 1)
            switch try journal.apply(chunks: [commands]) {
            case .accepted: accepted += 1
            case .rejected(let rejection): #expect(rejection.code != .internalFault, "\(staged.name): \(rejection)")
            }
        }
        #expect(accepted > 15)
        try journal.expectFold()
    }
}
