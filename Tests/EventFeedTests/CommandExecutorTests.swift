import Foundation
import GRDB
import School
import Synchronization
import Testing

@testable import EventFeed

@Suite("Carrying commands out")
struct CommandExecutorTests {
    private static let day: Int64 = 86_400 * 1_000_000
    private let fixture: LogFixture
    private let limits = CommandLimits()

    init() throws { fixture = try LogFixture() }

    @Test("commands of a batch are answered in order, each with the sequences it recorded")
    func ranges() throws {
        let answers = try fixture.execute(
            fixture.command("AppendTwice", id: 10), fixture.command("Nothing", id: 11),
            fixture.command("Append", id: 12))
        #expect(answers == [.accepted(1...2), .accepted(nil), .accepted(3...3)])
    }

    @Test(
        "a retry gets the first answer and does nothing",
        arguments: ["AppendTwice", "Nothing", "AppendThenReject", "Conflict", "NoSuchCommand"])
    func replayed(_ name: String) throws {
        let command = fixture.command(name)
        let first = try fixture.execute(command)
        let events = try fixture.count("event")
        fixture.clock.advance(by: Self.day)
        #expect(try fixture.execute(command) == first)
        #expect(try fixture.count("event") == events)
    }

    @Test("a retry in the same batch gets the answer of the first")
    func replayedInBatch() throws {
        let command = fixture.command("Append")
        #expect(try fixture.execute(command, command) == [.accepted(1...1), .accepted(1...1)])
        #expect(try fixture.count("event") == 1)
    }

    @Test("an id used for another body, name or instant is refused, and the first answer stays")
    func idReused() throws {
        let command = fixture.command("Append")
        let first = try fixture.execute(command)
        let others = [
            fixture.command("Append", body: "other"), fixture.command("AppendTwice"),
            fixture.command("Append", issuedAt: fixture.clock.now - 1),
        ]
        for other in others { #expect(try fixture.execute(other).map(\.code) == [.idReused]) }
        #expect(try fixture.execute(command) == first)
        #expect(try fixture.count("event") == 1)
    }

    @Test("two senders may use the same id")
    func sameIDOfTwo() throws {
        let answers = try fixture.execute(
            fixture.command("Append", sender: "office"), fixture.command("Append", sender: "library"))
        #expect(answers == [.accepted(1...1), .accepted(2...2)])
    }

    @Test("issued 30 days ago is taken, a microsecond longer ago is expired and not stored")
    func expired() throws {
        let edge = fixture.clock.now - limits.maximumAge
        #expect(try fixture.execute(fixture.command("Append", id: 10, issuedAt: edge)) == [.accepted(1...1)])
        let late = try fixture.execute(fixture.command("Append", id: 11, issuedAt: edge - 1))
        #expect(late.map(\.code) == [.expired])
        #expect(try fixture.count("command_answer") == 1)
    }

    @Test("issued 5 minutes ahead is taken, a microsecond more is refused and not stored")
    func issuedInFuture() throws {
        let edge = fixture.clock.now + limits.maximumAhead
        #expect(try fixture.execute(fixture.command("Append", id: 10, issuedAt: edge)) == [.accepted(1...1)])
        let early = fixture.command("Append", id: 11, issuedAt: edge + 1)
        #expect(try fixture.execute(early).map(\.code) == [.issuedInFuture])
        #expect(try fixture.count("command_answer") == 1)
        fixture.clock.advance(by: 1)
        #expect(try fixture.execute(early) == [.accepted(2...2)])
    }

    @Test("a rejected command takes back its own events alone")
    func rollsBackItself() throws {
        let answers = try fixture.execute(
            fixture.command("Append", id: 10), fixture.command("AppendThenReject", id: 11),
            fixture.command("Append", id: 12))
        #expect(answers[0] == .accepted(1...1))
        #expect(answers[1] == .rejected(Rejection(.notAllowed, field: "day", "not on this day")))
        #expect(answers[2] == .accepted(2...2))
        #expect(try fixture.count("event") == 2)
    }

    @Test("a broken constraint is an internal fault of one command, rolled back and not stored")
    func internalFault() throws {
        let answers = try fixture.execute(fixture.command("Break", id: 10), fixture.command("Append", id: 11))
        #expect(answers.map(\.code) == [.internalFault, nil])
        #expect(answers[1] == .accepted(1...1))
        #expect(try fixture.count("command_answer") == 1)
    }

    @Test("a defect that meets one command is told, by the command's name and the error; a rejection is none")
    func defectsAreTold() throws {
        let told = Mutex<[String]>([])
        var executor = fixture.executor
        executor.onDefect = { error, command in told.withLock { $0.append("\(command.name): \(type(of: error))") } }
        let commands = [fixture.command("Break", id: 10), fixture.command("AppendThenReject", id: 11)]
        _ = try fixture.database.write { try executor.execute(commands, in: $0) }
        #expect(told.withLock { $0 } == ["Break: DatabaseError"])
    }

    @Test("an unknown command is rejected and the answer kept")
    func unknownCommand() throws {
        #expect(try fixture.execute(fixture.command("NoSuchCommand")).map(\.code) == [.unknownCommand])
        #expect(try fixture.count("command_answer") == 1)
    }

    @Test("an answer is kept for 31 days and forgotten a microsecond later")
    func pruned() throws {
        _ = try fixture.execute(fixture.command("Append"))
        fixture.clock.advance(by: limits.answersKept)
        try fixture.database.write { try fixture.executor.keepHouse(in: $0) }
        #expect(try fixture.count("command_answer") == 1)
        fixture.clock.advance(by: 1)
        try fixture.database.write { try fixture.executor.keepHouse(in: $0) }
        #expect(try fixture.count("command_answer") == 0)
    }

    @Test("codes that say nothing was stored are not kept, all others are")
    func keptCodes() {
        let passing: [Rejection.Code] = [
            .busy, .diskFull, .unavailable, .forbidden, .malformed, .expired, .issuedInFuture, .internalFault,
        ]
        for code in passing { #expect(!code.isKept, "\(code.rawValue)") }
        for code: Rejection.Code in [.unknownCommand, .idReused, .missing, .conflict, .notAllowed] {
            #expect(code.isKept, "\(code.rawValue)")
        }
    }

    @Test("an erasure command blanks card events and refuses all others")
    func erasure() throws {
        try fixture.append(count: 1, type: LogFixture.cardType)
        try fixture.append(count: 1)
        try fixture.database.write { database in
            let transaction = try CommandTransaction(
                database: database, log: fixture.log, command: fixture.command("Erase"))
            #expect(throws: Rejection.self) { try transaction.erase(sequences: [2], basis: "order 1") }
            try transaction.erase(sequences: [1], basis: "order 1")
            #expect(transaction.appended == 3...3)
        }
        #expect(fixture.log.erasureNotice.take())
        #expect(!fixture.log.erasureNotice.take())
    }
}
