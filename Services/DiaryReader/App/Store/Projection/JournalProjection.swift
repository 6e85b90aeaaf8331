import EventFeed
import GRDB
import School

/// What the diaries show of a journal's feed, as rows.
public struct JournalProjection: Projection {
    public let types: Set<String> = JournalEvents.types
    public let version: Int64 = 1

    private let zones = ZoneShelf()
    private let onErasure: @Sendable () -> Void

    /// - Parameter onErasure: told, inside the transaction, of rows deleted that must leave no trace in the file.
    public init(onErasure: @escaping @Sendable () -> Void = {}) { self.onErasure = onErasure }

    public func apply(_ event: FeedEvent, source: Int64, in database: Database) throws {
        guard let fact = try JournalEvents.fact(of: event) else { return }
        if case .erased = fact { onErasure() }
        if case .school(let fact) = fact, let zone = fact.zone { try check(zone, event) }
        do {
            try FactWriter(event: event, source: source, database: database).write(fact)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw PoisonedEvent(event, "it makes what is there already, or what no journal holds")
        }
    }

    /// A retired source may hold what was erased since.
    public func clear(source: Int64, limit: Int, in database: Database) throws -> Bool {
        onErasure()
        var left = limit
        for (table, key) in Self.tables where left > 0 {
            let statement = try database.cachedStatement(
                sql: """
                    DELETE FROM \(table) WHERE source = ?1
                        AND (\(key)) IN (SELECT \(key) FROM \(table) WHERE source = ?1 LIMIT ?2)
                    """)
            try statement.execute(arguments: [source, left])
            left -= database.changesCount
        }
        return try Self.tables.allSatisfy { table, _ in
            try Row.fetchOne(database, sql: "SELECT 1 FROM \(table) WHERE source = ? LIMIT 1", arguments: [source])
                == nil
        }
    }

    /// A zone unknown here would leave the school without a today later on: better to stop where it is named.
    private func check(_ zone: String, _ event: FeedEvent) throws {
        do {
            _ = try zones.zone(named: zone)
        } catch {
            throw PoisonedEvent(event, "the time zone it names is not known on this machine")
        }
    }
}
