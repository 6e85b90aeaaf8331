import EventFeed
import Foundation
import GRDB
import School
import ServiceKit
import SwiftProtobuf
import Synchronization
import Testing

@testable import DiaryReader

/// A diary in memory: its log, its state and its one writer, with a clock that is set by hand.
final class TestDiary: Sendable {
    let queue: DatabaseQueue
    let log: EventLog
    private let executor: CommandExecutor
    private let clock: SettableClock
    private let commands = Mutex<UInt64>(0)

    init(at instant: Int64 = Sample.now) throws {
        let clock = SettableClock(instant)
        let feed = try #require(FeedName("diary.test"))
        log = EventLog(feed: feed, erasableTypes: DiaryEvents.erasableTypes, now: { clock.now })
        self.clock = clock
        queue = try DatabaseQueue()
        executor = CommandExecutor(log: log, handler: DiaryCommandHandler())
        try queue.write { [log] database in
            for schema in [
                EventLog.newest, Subscription.newest, DiaryStore.schema1, JournalProjection.schema1,
                SessionTable.schema1, ReadRecordTable.schema1, BrowserSecret.schema1,
            ] {
                try database.execute(sql: schema)
            }
            try log.prepare(in: database)
        }
    }

    /// Sets the wall clock, microseconds UTC.
    func set(_ instant: Int64) { clock.set(instant) }
    var now: Int64 { clock.now }

    func send(
        _ message: any Message, school: UUID = Sample.school, sender: String = "test", id: UUID? = nil
    ) throws -> CommandAnswer {
        try send(Self.name(of: message), try message.serializedBytes(), school: school, sender: sender, id: id)
    }

    func send(
        _ name: String, _ body: Data, school: UUID = Sample.school, sender: String = "test", id: UUID? = nil
    ) throws -> CommandAnswer {
        let number = commands.withLock { count in
            count += 1
            return count
        }
        let command = Command(
            id: id ?? UUID(high: 0xC0, low: number), sender: sender, issuedAt: clock.now, actor: Sample.guardian,
            school: school, name: name, body: body)
        let answers = try queue.write { try executor.execute([command], in: $0) }
        return try #require(answers.first)
    }

    /// As the service's own writer would, for commands of its pages.
    func perform(_ command: Command) -> CommandAnswer {
        do {
            let answers = try queue.write { try executor.execute([command], in: $0) }
            return try #require(answers.first)
        } catch {
            Issue.record(error)
            return .rejected(Rejection(.internalFault, "\(error)"))
        }
    }

    /// The name of a message without its package: the command's name.
    static func name(of message: any Message) -> String {
        String(type(of: message).protoMessageName.split(separator: ".").last ?? "")
    }

    /// Sends what must be accepted.
    /// - Returns: the events it became.
    @discardableResult
    func accept(
        _ message: any Message, school: UUID = Sample.school, sender: String = "test",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> [RecordedEvent] {
        switch try send(message, school: school, sender: sender) {
        case .accepted(nil, _): return []
        case .accepted(.some(let range), _): return try events(in: range)
        case .rejected(let rejection):
            Issue.record("\(Self.name(of: message)) was rejected: \(rejection)", sourceLocation: sourceLocation)
            throw rejection
        }
    }

    /// Sends what must be rejected, and checks that neither the feed nor anything owned changed.
    func reject(
        _ message: any Message, school: UUID = Sample.school, sender: String = "test",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Rejection {
        let before = (try dump(), try eventCount())
        let answer = try send(message, school: school, sender: sender)
        #expect(try dump() == before.0, sourceLocation: sourceLocation)
        #expect(try eventCount() == before.1, sourceLocation: sourceLocation)
        guard case .rejected(let rejection) = answer else {
            Issue.record("\(Self.name(of: message)) was accepted", sourceLocation: sourceLocation)
            throw Unexpected.accepted
        }
        return rejection
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
