import EventFeed
import Foundation
import GRDB

/// The one way into the tables: what the feed says, in its order.
extension JournalStore {
    /// Changes the state by one event. An erased event says nothing.
    /// - Throws: `PoisonedEvent` for an event that the journal does not know or cannot read.
    func apply(_ event: FeedEvent) throws {
        guard let fact = try JournalEvents.fact(of: event) else { return }
        try fact.apply(to: self, from: EventSource(event))
    }

    /// Empties the state and makes it anew from the store's own log.
    ///
    /// Runs in the caller's transaction and leaves the tables as they were found if nothing is amiss: that is what
    /// `verify` compares.
    public static func refold(in database: Database) throws {
        let store = JournalStore(database)
        for table in tables.reversed() { try database.execute(sql: "DELETE FROM \(table)") }
        let rows = try Row.fetchCursor(database, sql: logSQL)
        while let row = try rows.next() { try store.apply(event(from: row)) }
    }

    private static let logSQL = """
        SELECT sequence, event_id, school_id, type, schema_version, recorded_at, actor_id, payload, salt, digest,
            trace_id
        FROM event ORDER BY sequence
        """

    private static func event(from row: Row) throws -> FeedEvent {
        FeedEvent(
            sequence: row[0], id: row[1], school: row[2], type: row[3], schemaVersion: row[4], recordedAt: row[5],
            actor: row[6], content: try content(from: row), traceID: row[10])
    }

    private static func content(from row: Row) throws -> EventContent {
        if let payload: Data = row[7], let salt: Data = row[8] { return .payload(payload, salt: salt) }
        guard let digest: Data = row[9] else { throw DamagedState(what: "event \(row[0] as Int64) has no content") }
        return .erased(digest: digest)
    }
}
