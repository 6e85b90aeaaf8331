import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("The state is the fold of the feed")
struct FoldTests {
    @Test("after any mixture of commands, accepted and refused", arguments: UInt64(1)...12)
    func random(_ seed: UInt64) throws {
        let journal = try Sample.journal()
        var play = RandomPlay(seed: seed)
        var answers = (accepted: 0, refused: 0)
        for _ in 0..<150 {
            switch try journal.send(play.nextCommand()) {
            case .accepted: answers.accepted += 1
            case .rejected: answers.refused += 1
            }
        }
        #expect(answers.accepted > 20 && answers.refused > 20, "both kinds must occur: \(answers)")
        try journal.expectFold()
    }

    @Test("after each command in turn, and the refold leaves what it found")
    func everyCommand() throws {
        let journal = try Sample.journal()
        for command in CompleteCommand.all { _ = try journal.send(command.message, school: command.school) }
        let live = try journal.dump()
        try journal.queue.write { try JournalStore.refold(in: $0) }
        #expect(try journal.dump() == live)
    }

    @Test("only while nobody changes a row by hand")
    func plantedChange() throws {
        let journal = try Sample.journal()
        try journal.queue.write { try $0.execute(sql: "UPDATE mark SET points = 5 WHERE points = 4") }
        let (live, folded) = (try journal.dump(), try journal.refolded())
        #expect(live["mark"] != folded["mark"])
        #expect(live["lesson"] == folded["lesson"])
    }

    @Test("and an event it does not know stops the refold by name")
    func unknownEvent() throws {
        let journal = try Sample.journal()
        try journal.queue.write { try $0.execute(sql: "UPDATE event SET type = 'MarkDreamt' WHERE type = 'MarkGiven'") }
        let poisoned = #expect(throws: PoisonedEvent.self) { _ = try journal.refolded() }
        #expect(poisoned?.type == "MarkDreamt")
        #expect(poisoned?.problem == "the journal has no such event")
    }

    @Test("and an event that lacks a field stops the refold with the field's name")
    func truncatedEvent() throws {
        let journal = try Sample.journal()
        try journal.queue.write { try $0.execute(sql: "UPDATE event SET payload = x'' WHERE type = 'MarkGiven'") }
        let poisoned = #expect(throws: PoisonedEvent.self) { _ = try journal.refolded() }
        #expect(poisoned?.problem == "the field mark_id is missing")
    }

    @Test("whose events and commands are named as their messages are, each of them tried, with cards alone erasable")
    func names() {
        let ofRosters: Set = ["StaffReturned", "GroupRenamed", "CourseRenamed"]
        #expect(Set(CompleteCommand.all.flatMap(\.events)) == JournalEvents.types.subtracting(ofRosters))
        for type in JournalEvents.all { checkName(of: type) }
        for type in JournalCommandHandler.all { checkName(of: type) }
        #expect(JournalEvents.erasableTypes == JournalEvents.types.filter { $0.hasSuffix("CardRecorded") })
    }

    private func checkName<Event: JournalEvent>(of type: Event.Type) {
        #expect(Event.type == TestJournal.name(of: Event.Wire()))
    }

    private func checkName<Command: JournalCommand>(of type: Command.Type) {
        #expect(Command.name == TestJournal.name(of: Command.Wire()))
    }
}
