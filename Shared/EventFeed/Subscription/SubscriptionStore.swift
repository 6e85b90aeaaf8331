import Foundation
import GRDB
import School

/// A consumer's memory of what it has read: one row for each source, in the same file as what was made of it.
struct SubscriptionStore: Sendable {
    /// The tables; frozen. `source` belongs to the projection group, the two others are owned: a rebuild keeps them.
    static let schema1 = """
        CREATE TABLE source (
            source INTEGER PRIMARY KEY,
            feed TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('live', 'building', 'retired')),
            projection_version INTEGER NOT NULL,
            types TEXT NOT NULL,
            epoch BLOB CHECK (length(epoch) = 16),
            cursor INTEGER NOT NULL CHECK (cursor >= 0),
            chain_hash BLOB NOT NULL CHECK (length(chain_hash) = 32),
            head INTEGER NOT NULL,
            complete_until INTEGER,
            job_id BLOB CHECK (length(job_id) = 16)
        ) STRICT;
        CREATE UNIQUE INDEX source_live ON source (feed) WHERE state = 'live';
        CREATE UNIQUE INDEX source_building ON source (feed) WHERE state = 'building';

        CREATE TABLE subscription_stop (
            feed TEXT PRIMARY KEY,
            state TEXT NOT NULL CHECK (state IN ('diverged', 'poisoned')),
            reason TEXT NOT NULL,
            since INTEGER NOT NULL,
            sequence INTEGER,
            event_id BLOB CHECK (length(event_id) = 16)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE skipped_event (
            feed TEXT NOT NULL,
            event_id BLOB NOT NULL CHECK (length(event_id) = 16),
            sequence INTEGER NOT NULL,
            reason TEXT NOT NULL,
            skipped_at INTEGER NOT NULL,
            PRIMARY KEY (feed, event_id)
        ) STRICT, WITHOUT ROWID;
        """

    struct Source: Sendable, Equatable {
        let id: Int64
        let projectionVersion: Int64
        let types: Set<String>
        var epoch: UUID?
        var cursor: FeedPosition
        var head: Int64
        var completeUntil: Int64?
        /// The operator's job that ordered it; nil where it was begun by itself.
        var job: UUID?
    }

    struct Stop: Sendable, Equatable {
        let state: SubscriptionStatus.State
        let reason: String
        let since: Int64
        var sequence: Int64?
        var eventID: UUID?
    }

    let feed: FeedName

    /// When which stretch of the feed was applied.
    var applied: AppliedBatches { AppliedBatches(feed: feed.rawValue) }

    // MARK: Sources

    func source(_ state: String, in database: Database) throws -> Source? {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT source, projection_version, types, epoch, cursor, chain_hash, head, complete_until,
                    job_id
                FROM source WHERE feed = ? AND state = ?
                """,
            arguments: [feed.rawValue, state])
        return try row.map { row in
            Source(
                id: row[0], projectionVersion: row[1], types: Self.types(row[2]),
                epoch: (row[3] as Data?).flatMap { UUID(bytes: $0) },
                cursor: FeedPosition(sequence: row[4], hash: try ChainHash(stored: row[5], at: row[4])), head: row[6],
                completeUntil: row[7], job: (row[8] as Data?).flatMap { UUID(bytes: $0) })
        }
    }

    func makeSource(
        _ state: String, version: Int64, types: Set<String>, job: UUID? = nil, in database: Database
    ) throws -> Source {
        let origin = FeedPosition.origin(of: feed)
        try database.execute(
            sql: """
                INSERT INTO source (feed, state, projection_version, types, cursor, chain_hash, head, job_id)
                VALUES (?, ?, ?, ?, 0, ?, 0, ?)
                """,
            arguments: [feed.rawValue, state, version, Self.text(types), origin.hash.bytes, job?.data])
        return Source(
            id: database.lastInsertedRowID, projectionVersion: version, types: types, cursor: origin, head: 0, job: job)
    }

    func advance(_ source: Source, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                UPDATE source SET epoch = ?, cursor = ?, chain_hash = ?, head = ?, complete_until = ?
                WHERE source = ?
                """)
        try statement.execute(arguments: [
            source.epoch?.data, source.cursor.sequence, source.cursor.hash.bytes, source.head, source.completeUntil,
            source.id,
        ])
    }

    /// The new generation takes the old one's place, which nobody reads from then on.
    /// - Parameter old: what was served before; of another epoch where the owner's past has changed.
    func switchOver(from old: Source?, to source: Source, at now: Int64, in database: Database) throws {
        if old?.epoch != source.epoch { try applied.forgetAll(in: database) }
        try applied.note(
            after: old?.epoch == source.epoch ? old?.cursor.sequence ?? 0 : 0, through: source.cursor.sequence, at: now,
            in: database)
        try database.execute(
            sql: "UPDATE source SET state = 'retired' WHERE feed = ? AND state = 'live'", arguments: [feed.rawValue])
        try database.execute(sql: "UPDATE source SET state = 'live' WHERE source = ?", arguments: [source.id])
        try clearStop(in: database)
    }

    func retireBuilding(in database: Database) throws {
        try database.execute(
            sql: "UPDATE source SET state = 'retired' WHERE feed = ? AND state = 'building'",
            arguments: [feed.rawValue])
    }

    func retired(in database: Database) throws -> Int64? {
        try Int64.fetchOne(
            database, sql: "SELECT source FROM source WHERE feed = ? AND state = 'retired' LIMIT 1",
            arguments: [feed.rawValue])
    }

    func forget(source: Int64, in database: Database) throws {
        try database.execute(sql: "DELETE FROM source WHERE source = ? AND state = 'retired'", arguments: [source])
    }

    // MARK: Stops and skips

    func stop(in database: Database) throws -> Stop? {
        try Row.fetchOne(
            database, sql: "SELECT state, reason, since, sequence, event_id FROM subscription_stop WHERE feed = ?",
            arguments: [feed.rawValue]
        ).map { row in
            Stop(
                state: row[0] == "diverged" ? .diverged : .poisoned, reason: row[1], since: row[2], sequence: row[3],
                eventID: (row[4] as Data?).flatMap { UUID(bytes: $0) })
        }
    }

    func keep(_ stop: Stop, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO subscription_stop (feed, state, reason, since, sequence, event_id)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (feed) DO UPDATE SET state = excluded.state, reason = excluded.reason,
                    since = excluded.since, sequence = excluded.sequence, event_id = excluded.event_id
                WHERE state <> excluded.state OR sequence IS NOT excluded.sequence
                """,
            arguments: [
                feed.rawValue, stop.state.rawValue, stop.reason, stop.since, stop.sequence, stop.eventID?.data,
            ])
    }

    func clearStop(in database: Database) throws {
        try database.execute(sql: "DELETE FROM subscription_stop WHERE feed = ?", arguments: [feed.rawValue])
    }

    func skip(_ eventID: UUID, sequence: Int64, reason: String, at now: Int64, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO skipped_event (feed, event_id, sequence, reason, skipped_at)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [feed.rawValue, eventID.data, sequence, reason, now])
    }

    func skipped(in database: Database) throws -> Set<UUID> {
        let ids = try Data.fetchAll(
            database, sql: "SELECT event_id FROM skipped_event WHERE feed = ?", arguments: [feed.rawValue])
        return Set(ids.compactMap { UUID(bytes: $0) })
    }

    private static func text(_ types: Set<String>) -> String { types.sorted().joined(separator: " ") }
    private static func types(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
}
