import Foundation
import GRDB
import School

extension EventLog {
    /// The log that a store holds, to be read only: nothing can be erased with it. Nil where there is none.
    public static func stored(in database: Database) throws -> EventLog? {
        try String.fetchOne(database, sql: "SELECT name FROM feed_identity").flatMap(FeedName.init).map {
            EventLog(feed: $0, erasableTypes: [], now: { 0 })
        }
    }

    /// Names the feed and gives it its first epoch, if the store has none yet.
    public func prepare(_ database: any DatabaseWriter) async throws {
        try await database.write { try prepare(in: $0) }
    }

    /// The feed's present epoch: made with the store, renewed by each restore.
    public func epoch(in database: Database) throws -> UUID {
        guard let stored = try Data.fetchOne(database, sql: "SELECT epoch FROM feed_identity"),
            let epoch = UUID(bytes: stored)
        else { throw EventLogError.notPrepared }
        return epoch
    }

    /// Begins a new epoch: the log goes on from a restored past, and consumers ahead of it must notice.
    /// - Returns: the new epoch.
    @discardableResult
    public func renewEpoch(in database: Database) throws -> UUID {
        let epoch = UUID()
        try database.execute(sql: "UPDATE feed_identity SET epoch = ?", arguments: [epoch.data])
        return epoch
    }

    /// The chain hash at a sequence; nil beyond the head.
    public func hash(at sequence: Int64, in database: Database) throws -> ChainHash? {
        guard sequence > 0 else { return sequence == 0 ? .origin(of: feed) : nil }
        let statement = try database.cachedStatement(sql: "SELECT chain_hash FROM event WHERE sequence = ?")
        return try Data.fetchOne(statement, arguments: [sequence]).map { try ChainHash(stored: $0, at: sequence) }
    }

    /// The newest position and the instant up to which it is complete.
    public func head(in database: Database) throws -> (position: FeedPosition, completeUntil: Int64) {
        let tail = try tail(in: database)
        return (tail.position, tail.lastInstant)
    }

    /// How the feed stands.
    public func status(in database: Database) throws -> FeedStatus {
        let tail = try tail(in: database)
        return FeedStatus(
            feed: feed, epoch: try epoch(in: database), head: tail.position, completeUntil: tail.lastInstant)
    }
}
