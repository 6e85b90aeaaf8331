import Foundation
import GRDB
import School

/// What a consumer asks for.
struct FetchRequest: Sendable {
    let after: FeedPosition
    /// Nil: every type.
    let types: Set<String>?
    let maximumEvents: Int
    let maximumBytes: Int
}

/// What the owner has to say to it.
struct FeedBatch: Sendable {
    let feed: FeedName
    let epoch: UUID
    let after: Int64
    let head: Int64
    let through: FeedPosition
    let completeUntil: Int64
    /// Nil where the feed rests on no other.
    let decidedUntil: Int64?
    let events: [FeedEvent]
}

enum FetchAnswer: Sendable {
    case batch(FeedBatch)
    case diverged(epoch: UUID, head: Int64)
}

/// Reads batches out of a log; every answer comes from one snapshot of the store.
struct FeedReader: Sendable {
    /// Events looked through for one filtered batch.
    static let scanLimit: Int64 = 10_000
    /// The most events of a batch.
    static let maximumEvents = 4_096
    /// The most bytes of a batch's events, unless one alone is larger.
    static let maximumBytes = 960 * 1024
    /// What an event is counted with besides its payload and type, in bytes: ids, numbers, salt and their tags.
    static let eventOverhead = 128

    let log: EventLog
    let database: any DatabaseReader

    /// Answers a fetch. Off the caller's executor: SQLite must never hold up the sockets' thread.
    @concurrent
    func answer(_ request: FetchRequest) async throws -> FetchAnswer {
        try await database.read { try answer(request, in: $0) }
    }

    func answer(_ request: FetchRequest, in database: Database) throws -> FetchAnswer {
        let epoch = try log.epoch(in: database)
        let tail = try log.tail(in: database)
        guard try log.hash(at: request.after.sequence, in: database) == request.after.hash else {
            return .diverged(epoch: epoch, head: tail.position.sequence)
        }
        let found = try scan(request, head: tail.position.sequence, in: database)
        return .batch(
            FeedBatch(
                feed: log.feed, epoch: epoch, after: request.after.sequence, head: tail.position.sequence,
                through: try position(found.through, tail: tail, in: database),
                completeUntil: try completeUntil(after: found.through, tail: tail, in: database),
                decidedUntil: try decidedUntil(after: found.through, tail: tail, in: database), events: found.events))
    }

    private func position(_ sequence: Int64, tail: LogTail, in database: Database) throws -> FeedPosition {
        if sequence == tail.position.sequence { return tail.position }
        guard let hash = try log.hash(at: sequence, in: database) else {
            throw EventLogError.damaged(sequence: sequence, what: "row, which is absent")
        }
        return FeedPosition(sequence: sequence, hash: hash)
    }

    /// The instant up to which nothing can come any more after `sequence`: from the disk, never from the clock.
    private func completeUntil(after sequence: Int64, tail: LogTail, in database: Database) throws -> Int64 {
        guard sequence < tail.position.sequence else { return tail.lastInstant }
        let next = try Int64.fetchOne(
            database, sql: "SELECT recorded_at FROM event WHERE sequence = ?", arguments: [sequence + 1])
        guard let next else { throw EventLogError.damaged(sequence: sequence + 1, what: "row, which is absent") }
        return next - 1
    }

    /// The instant up to which all that follows from the feeds behind this one stands at or before `sequence`.
    private func decidedUntil(after sequence: Int64, tail: LogTail, in database: Database) throws -> Int64? {
        guard !log.upstreams.isEmpty else { return nil }
        guard sequence == tail.position.sequence else { return 0 }
        let served = try Subscription.served(in: database)
        return log.upstreams.map { feed in served.first { $0.feed == feed }?.completeUntil ?? 0 }.min()
    }

    private func scan(
        _ request: FetchRequest, head: Int64, in database: Database
    ) throws -> (events: [FeedEvent], through: Int64) {
        let reach = request.types == nil ? head : min(head, request.after.sequence + Self.scanLimit)
        let byteLimit = min(request.maximumBytes, Self.maximumBytes)
        let countLimit = min(request.maximumEvents, Self.maximumEvents)
        var events: [FeedEvent] = []
        var bytes = 0
        var through = reach
        try rows(request, reach: reach, in: database) { columns in
            let event = try FeedEvent(columns)
            bytes += (event.payload?.count ?? 0) + event.type.utf8.count + Self.eventOverhead
            if let last = events.last, bytes > byteLimit {
                through = last.sequence
                return false
            }
            events.append(event)
            guard events.count == countLimit else { return true }
            through = event.sequence
            return false
        }
        return (events, through)
    }

    private func rows(
        _ request: FetchRequest, reach: Int64, in database: Database, _ read: (Columns) throws -> Bool
    ) throws {
        let types = request.types.map(Array.init)
        let filter = types.map { "AND type IN (\(databaseQuestionMarks(count: $0.count)))" } ?? ""
        let statement = try KeptStatement(
            """
            SELECT sequence, event_id, school_id, type, schema_version, recorded_at, actor_id, payload, salt,
                digest, trace_id
            FROM event WHERE sequence > ? AND sequence <= ? \(filter) ORDER BY sequence LIMIT ?
            """, in: database)
        let place: Values = [request.after.sequence, reach]
        try statement.each(place + Values(types ?? []) + [Self.maximumEvents], read)
    }
}

extension FeedEvent {
    /// From a row of the columns that `FeedReader` selects.
    init(_ row: Columns) throws {
        let sequence: Int64 = row[0]
        guard let id = row[1] as UUID?, let school = row[2] as UUID?, let actor = row[6] as UUID?,
            let trace = row[10] as UUID?
        else { throw EventLogError.damaged(sequence: sequence, what: "id") }
        guard let schemaVersion = UInt32(exactly: row[4] as Int64) else {
            throw EventLogError.damaged(sequence: sequence, what: "schema version")
        }
        self.init(
            sequence: sequence, id: id, school: school, type: row[3], schemaVersion: schemaVersion, recordedAt: row[5],
            actor: actor, content: try EventContent(payload: row[7], salt: row[8], digest: row[9], of: sequence),
            traceID: trace)
    }
}

extension EventContent {
    fileprivate init(payload: Data?, salt: Data?, digest: Data?, of sequence: Int64) throws {
        if let payload, let salt {
            self = .payload(payload, salt: salt)
        } else if let digest {
            self = .erased(digest: digest)
        } else {
            throw EventLogError.damaged(sequence: sequence, what: "content")
        }
    }
}
