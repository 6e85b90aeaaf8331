import Foundation
import GRDB

/// How far a store has read another's feed: what is served, not what is being built anew.
public struct StoredCursor: Sendable, Equatable {
    public let feed: FeedName
    public let position: FeedPosition
    /// The feed's epoch when it was last asked; nil before the first answer.
    public let epoch: UUID?
    /// Microseconds UTC; nil before the first answer.
    public let completeUntil: Int64?

    /// Those of a store, by the feeds' names; none in the store of a service that reads nobody.
    public static func all(in database: Database) throws -> [StoredCursor] {
        guard try database.tableExists("source") else { return [] }
        let feeds = try String.fetchAll(database, sql: "SELECT feed FROM source WHERE state = 'live' ORDER BY feed")
        return try feeds.compactMap(FeedName.init).compactMap { feed in
            try SubscriptionStore(feed: feed).source("live", in: database).map { source in
                StoredCursor(
                    feed: feed, position: source.cursor, epoch: source.epoch, completeUntil: source.completeUntil)
            }
        }
    }
}
