import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import Synchronization
import Testing

@testable import JournalWriter

/// A journal in memory: its log, its state and its one writer, with a clock that is set by hand.
final class TestJournal: Sendable {
    /// Keeps the zones it has read for all tests.
    private static let handler = JournalCommandHandler()

    let queue: DatabaseQueue
    private let executor: CommandExecutor
    private let clock: SettableClock
    /// A copied store remembers the answers to the commands that made it: these have other ids.
    private let series: UInt64
    private let commands = Mutex<UInt64>(0)
    private let rejected = Mutex<UInt64>(0)

    /// - Parameter queue: a store with the schemas in it; a new one is made without.
    init(_ queue: DatabaseQueue? = nil, at instant: Int64 = Sample.now) throws {
        let clock = SettableClock(instant)
        let feed = try #require(FeedName("journal.test"))
        let log = EventLog(feed: feed, erasableTypes: JournalEvents.erasableTypes, now: { clock.now })
        self.clock = clock
        series = queue == nil ? 0xC0 : 0xC1
        self.queue = try queue ?? DatabaseQueue()
        executor = CommandExecutor(log: log, handler: Self.handler)
        if queue == nil {
            try self.queue.write { database in
                try database.execute(sql: EventLog.newest)
                try database.execute(sql: JournalStore.newest)
                try log.prepare(in: database)
            }
        }
    }

    /// Sets the wall clock, microseconds UTC.
    func set(_ instant: Int64) { clock.set(instant) }

    func send(
        _ message: any Message, school: UUID = Sample.school, enteredAt: Int64? = nil, id: UUID? = nil
    ) throws -> CommandAnswer {
        try send(
            Self.name(of: message), try message.serializedBytes(), school: school, enteredAt: enteredAt, id: id)
    }

    func send(
        _ name: String, _ body: Data, school: UUID = Sample.school, enteredAt: Int64? = nil, id: UUID? = nil,
        sender: String? = nil
    ) throws -> CommandAnswer {
        let isOwn = name == PublishSigningKey.name
        let command = Command(
            id: id ?? UUID(high: series, low: next(commands)),
            sender: sender ?? (isOwn ? OwnSender.name : "test"), issuedAt: clock.now, actor: Sample.actor,
            school: school, name: name, body: body, enteredAt: enteredAt)
        let answers = try queue.write { try executor.execute([command], in: $0) }
        return try #require(answers.first)
    }

    /// Carries a command out as the journal's writer does.
    func perform(_ command: Command) -> CommandAnswer {
        let answers = try? queue.write { try executor.execute([command], in: $0) }
        return answers?.first ?? .rejected(Rejection(.unavailable, "the test's store could not be written"))
    }

    /// The wall clock, microseconds UTC.
    var now: Int64 { clock.now }

    /// The name of a message without its package: the command's name.
    static func name(of message: any Message) -> String {
        String(type(of: message).protoMessageName.split(separator: ".").last ?? "")
    }

    /// Sends what must be accepted.
    /// - Returns: the events it became.
    @discardableResult
    func accept(
        _ message: any Message, school: UUID = Sample.school, enteredAt: Int64? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> [RecordedEvent] {
        switch try send(message, school: school, enteredAt: enteredAt) {
        case .accepted(nil, _): return []
        case .accepted(.some(let range), _): return try events(in: range)
        case .rejected(let rejection):
            Issue.record("\(Self.name(of: message)) was rejected: \(rejection)", sourceLocation: sourceLocation)
            throw rejection
        }
    }

    /// Sends what must be rejected, and checks that neither the feed nor the state changed.
    func reject(
        _ message: any Message, school: UUID = Sample.school, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Rejection {
        try reject(
            Self.name(of: message), try message.serializedBytes(), school: school, sourceLocation: sourceLocation)
    }

    func reject(
        _ name: String, _ body: Data, school: UUID = Sample.school, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Rejection {
        let before = (try dump(), try eventCount())
        let id = UUID(high: 0xBAD, low: next(rejected))
        let answer = try send(name, body, school: school, id: id)
        #expect(try dump() == before.0, sourceLocation: sourceLocation)
        #expect(try eventCount() == before.1, sourceLocation: sourceLocation)
        guard case .rejected(let rejection) = answer else {
            Issue.record("\(name) was accepted", sourceLocation: sourceLocation)
            throw Unexpected.accepted
        }
        #expect(
            try send(name, body, school: school, id: id) == answer, "a retry gets the same answer",
            sourceLocation: sourceLocation)
        return rejection
    }

    private func next(_ counter: borrowing Mutex<UInt64>) -> UInt64 {
        counter.withLock { count in
            count += 1
            return count
        }
    }

    enum Unexpected: Error { case accepted }
}

/// Wall time that stands still.
final class SettableClock: Sendable {
    private let instant: Mutex<Int64>

    init(_ instant: Int64) { self.instant = Mutex(instant) }

    var now: Int64 { instant.withLock { $0 } }
    func set(_ new: Int64) { instant.withLock { $0 = new } }
}
