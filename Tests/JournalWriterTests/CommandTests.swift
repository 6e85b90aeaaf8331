import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("Every command")
struct CommandTests {
    @Test("becomes its events, and the state stays the fold of the feed", arguments: CompleteCommand.all)
    func happyPath(_ command: CompleteCommand) throws {
        let journal = try Sample.journal()
        let before = try journal.dump()
        let events = try journal.accept(command.message, school: command.school)
        #expect(events.map(\.type) == command.events)
        #expect(try journal.dump() != before)
        try journal.expectFold()
    }

    @Test("is among the sample's complete ones")
    func everyCommandIsTested() {
        #expect(Set(CompleteCommand.all.map(\.testDescription)) == JournalCommandHandler().commandNames)
    }

    @Test("that made the sample school left a state that is the fold of the feed")
    func sampleIsFold() throws {
        let journal = try Sample.journal()
        for table in JournalStore.tables { #expect(try journal.count(table) > 0, "table \(table)") }
        try journal.expectFold()
    }

    @Test(
        "is rejected without any one of its required fields, and accepted without an optional one",
        arguments: CompleteCommand.all)
    func missingFields(_ command: CompleteCommand) throws {
        let journal = try Sample.journal()
        for field in try JSONFields.paths(of: command.message) {
            let shortened = try JSONFields.removing(field, from: command.message)
            if command.optional.contains(field) {
                let fresh = try Sample.journal()
                try fresh.accept(shortened, school: command.school)
            } else {
                let rejection = try journal.reject(shortened, school: command.school)
                // A oneof is missed by its own name: nobody knows which of its fields was meant.
                let expected = Self.oneofs["\(command.testDescription).\(field)"] ?? field
                #expect(rejection.code == .missing, "\(field): \(rejection)")
                #expect(rejection.field == expected)
                #expect(!rejection.message.isEmpty)
            }
            try journal.expectFold()
        }
    }

    private static let oneofs = [
        "EnrolPupil.class_id": "target", "RecordHomework.text": "homework", "GiveMark.value.points": "value",
        "ChangeMark.value.points": "value",
    ]

    @Test("whose body is no message is malformed", arguments: JournalCommandHandler().commandNames.sorted())
    func malformed(_ name: String) throws {
        // Field 1, length-delimited, 127 bytes announced, none there.
        let rejection = try Sample.journal().reject(name, Data([0x0A, 0x7F]))
        #expect(rejection.code == .malformed)
        #expect(rejection.field == "body")
        #expect(rejection.message == "the body is not a \(name)")
    }

    @Test("needs a school that is registered", arguments: CompleteCommand.all)
    func unknownSchool(_ command: CompleteCommand) throws {
        guard !["RegisterSchool", "PublishSigningKey"].contains(command.testDescription) else { return }
        let rejection = try Sample.journal().reject(command.message, school: Sample.unknown)
        #expect(rejection.code == .unknown)
        #expect(rejection.field == "school_id")
        #expect(rejection.message == "this journal has no such school")
    }

    @Test("of another name is not known")
    func unknownCommand() throws {
        let rejection = try Sample.journal().reject("RecordToppic", Data())
        #expect(rejection.code == .unknownCommand)
        #expect(rejection.field == "name")
    }

    @Test("carries when it was typed into the event, where the event has a place for it")
    func enteredAt() throws {
        let journal = try Sample.journal()
        let typed = Sample.now - 3_600_000_000
        let topic = try journal.accept(Make.topic("Дроби"), enteredAt: typed)[0].decoded(WireTopicRecorded.self)
        let mark = try journal.accept(Make.giveMark(Sample.id(0x500), points: 5), enteredAt: typed)[0]
            .decoded(WireMarkGiven.self)
        let roll = try journal.accept(Make.takeRoll(Sample.lesson, version: 1, []), enteredAt: typed)[0]
            .decoded(WireRollTaken.self)
        #expect([topic.enteredAt, mark.enteredAt, roll.enteredAt] == [typed, typed, typed])
        let later = try journal.accept(Make.changeMark(version: 1, Make.value(points: 5)))[0]
        #expect(try !later.decoded(WireMarkChanged.self).hasEnteredAt)
    }

    @Test("that changes nothing is accepted without an event", arguments: Unchanging.all)
    func unchanging(_ command: Unchanging) throws {
        let journal = try Sample.journal()
        for step in command.before { try journal.accept(step) }
        #expect(try journal.send(command.message) == .accepted(nil))
    }
}
