import Foundation
import GRDB
import School

/// A service's append-only log of what was entered, changed and withdrawn, kept in its own store and written in the
/// same transaction as its state.
public struct EventLog: Sendable {
    public let feed: FeedName
    /// The types whose payloads may be erased: card events.
    public let erasableTypes: Set<String>
    /// The feeds from which the owner's policies append here; read by the same store.
    public let upstreams: [FeedName]
    /// Raised by an erasure, taken down by the writer once the erased bytes have left the write-ahead log.
    let erasureNotice = ErasureNotice()
    private let random = ReservedRandom(reserve: RandomReserve())
    /// Wall time, microseconds UTC.
    let now: @Sendable () -> Int64

    public init(
        feed: FeedName, erasableTypes: Set<String>, upstreams: [FeedName] = [], now: @escaping @Sendable () -> Int64
    ) {
        self.feed = feed
        self.erasableTypes = erasableTypes
        self.upstreams = upstreams
        self.now = now
    }

    /// Names the feed and gives it its first epoch, if the store has none yet.
    /// - Throws: `EventLogError.otherFeed` if the store holds another feed: the name is the seed of its chain.
    public func prepare(in database: Database) throws {
        let name = try String.fetchOne(database, sql: "SELECT name FROM feed_identity")
        if let name {
            guard name == feed.rawValue else { throw EventLogError.otherFeed(stored: name, configured: feed.rawValue) }
            return
        }
        try database.execute(
            sql: "INSERT INTO feed_identity (id, name, epoch, heartbeat) VALUES (1, ?, ?, ?)",
            arguments: [feed.rawValue, UUID().data, now()])
    }

    /// Where the log ends, read inside the present transaction.
    func tail(in database: Database) throws -> LogTail {
        let statement = try KeptStatement(
            """
            SELECT (SELECT heartbeat FROM feed_identity), sequence, recorded_at, chain_hash
            FROM event ORDER BY sequence DESC LIMIT 1
            """,
            in: database)
        let tail = try statement.first { row in
            LogTail(
                position: FeedPosition(sequence: row[1], hash: try ChainHash(stored: row[3], at: row[1])),
                lastInstant: max(row[0], row[2]))
        }
        if let tail { return tail }
        let heartbeat = try Int64.fetchOne(database, sql: "SELECT heartbeat FROM feed_identity")
        return LogTail(position: .origin(of: feed), lastInstant: heartbeat ?? 0)
    }

    /// Records one event at the end of the log.
    func append(
        _ event: NewEvent, school: UUID, actor: UUID, traceID: UUID, tail: inout LogTail, in database: Database
    ) throws -> FeedEvent {
        guard event.payload.count <= NewEvent.maximumPayload else {
            throw EventLogError.payloadTooLarge(type: event.type, bytes: event.payload.count)
        }
        let instant = tail.nextInstant(now: now())
        var random = random
        // Sixteen random bytes: without them the digest of an erased card could be guessed.
        let salt = UUID(high: random.next(), low: random.next()).data
        let id = event.id ?? .version7(atMicroseconds: instant, using: &random)
        let recorded = FeedEvent(
            sequence: tail.position.sequence + 1, id: id, school: school,
            type: event.type, schemaVersion: event.schemaVersion, recordedAt: instant, actor: actor,
            content: .payload(event.payload, salt: salt), traceID: traceID)
        let hash = tail.position.hash.link(recorded.sealed, digest: recorded.content.digest)
        try insert(recorded, payload: event.payload, salt: salt, hash: hash, in: database)
        tail = LogTail(position: FeedPosition(sequence: recorded.sequence, hash: hash), lastInstant: instant)
        return recorded
    }

    private func insert(
        _ event: FeedEvent, payload: Data, salt: Data, hash: ChainHash, in database: Database
    ) throws {
        let statement = try KeptStatement(
            """
            INSERT INTO event (sequence, event_id, school_id, type, schema_version, recorded_at, actor_id,
                payload, salt, chain_hash, trace_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            in: database)
        try statement.run([
            event.sequence, event.id, event.school, event.type, event.schemaVersion, event.recordedAt, event.actor,
            payload, salt, hash.bytes, event.traceID,
        ])
    }
}

/// The end of a log and the newest instant it has promised.
struct LogTail {
    let position: FeedPosition
    /// The newest recorded-at or heartbeat on disk, microseconds UTC.
    let lastInstant: Int64

    /// The recorded-at of whatever comes next: later than anything promised, whatever the clock says.
    func nextInstant(now: Int64) -> Int64 { max(now, lastInstant + 1) }
}

extension UUID {
    var data: Data { withUnsafeBytes(of: uuid) { Data($0) } }
}

extension ChainHash {
    /// Reads a hash from the log's own table.
    init(stored: Data, at sequence: Int64) throws {
        guard let hash = ChainHash(stored) else { throw EventLogError.damaged(sequence: sequence, what: "chain hash") }
        self = hash
    }
}
