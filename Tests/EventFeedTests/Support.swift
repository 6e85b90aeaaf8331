import Contracts
import Foundation
import GRDB
import School
import Synchronization

@testable import EventFeed

/// A wall clock that stands where it was set, in microseconds UTC.
final class SettableClock: Sendable {
    private let instant: Mutex<Int64>

    init(_ instant: Int64 = 1_700_000_000_000_000) { self.instant = Mutex(instant) }

    var now: Int64 { instant.withLock { $0 } }
    var reading: @Sendable () -> Int64 { { self.now } }

    func set(_ value: Int64) { instant.withLock { $0 = value } }
    func advance(by microseconds: Int64) { instant.withLock { $0 += microseconds } }
}

/// A log in a store of its own, in memory, with a clock that the test sets.
struct LogFixture {
    static let school = numbered(1)
    static let actor = numbered(2)
    static let trace = numbered(3)
    static let cardType = "CardWritten"

    let clock = SettableClock()
    let log: EventLog
    let database: DatabaseQueue

    init() throws {
        guard let feed = FeedName("journal.test") else { throw FixtureError.feedName }
        log = EventLog(feed: feed, erasableTypes: [Self.cardType], now: clock.reading)
        database = try DatabaseQueue()
        try database.write { [log] in
            try $0.execute(sql: EventLog.newest)
            try log.prepare(in: $0)
        }
        // A new feed has promised the instant it was prepared at; what tests record comes later.
        clock.advance(by: 1_000)
    }

    enum FixtureError: Error {
        case feedName
        case noHash
    }

    /// Appends events of these payloads in one transaction.
    @discardableResult
    func append(_ payloads: [Data], type: String = "MarkGiven") throws -> [FeedEvent] {
        try database.write { database in
            var tail = try log.tail(in: database)
            return try payloads.map {
                try log.append(
                    NewEvent(type: type, payload: $0), school: Self.school, actor: Self.actor, traceID: Self.trace,
                    tail: &tail, in: database)
            }
        }
    }

    @discardableResult
    func append(count: Int, type: String = "MarkGiven") throws -> [FeedEvent] {
        try append((0..<count).map { Data("payload \($0)".utf8) }, type: type)
    }

    func position(_ sequence: Int64) throws -> FeedPosition {
        guard let hash = try database.read({ try log.hash(at: sequence, in: $0) }) else { throw FixtureError.noHash }
        return FeedPosition(sequence: sequence, hash: hash)
    }

    func tamper(_ sql: String, _ arguments: StatementArguments = []) throws {
        try database.write { try $0.execute(sql: sql, arguments: arguments) }
    }

    func verify(from start: FeedPosition? = nil) async throws -> LogVerification {
        try await log.verify(from: start, reading: database)
    }
}

/// An id that differs from others by its last bytes.
func numbered(_ number: UInt16) -> UUID {
    UUID(uuid: (0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, UInt8(number >> 8), UInt8(number & 0xFF)))
}
