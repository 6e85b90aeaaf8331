import Foundation
import GRDB

/// What an operator may order of a subscription while its service does not run.
extension Subscription {
    /// Has feeds read anew at the next start, beside what is served.
    /// - Parameter feed: one feed's name; nil for all that the store has read.
    /// - Returns: the names of the feeds.
    public static func orderRebuild(
        of feed: String?, projection: any Projection, in database: any DatabaseWriter
    ) async throws -> [String] {
        try await database.write { database in
            let known = try String.fetchAll(database, sql: "SELECT DISTINCT feed FROM source ORDER BY feed")
            let meant = known.filter { feed == nil || $0 == feed }
            for name in meant.compactMap(FeedName.init) {
                try SubscriptionStore(feed: name).beginBuilding(
                    version: projection.version, types: projection.types, in: database)
            }
            return meant
        }
    }

    /// Leaves out, for good, the event at which a feed stopped.
    /// - Returns: false if it did not stop there.
    public static func skip(
        feed: String, sequence: Int64, reason: String, at now: Int64, in database: any DatabaseWriter
    ) async throws -> Bool {
        try await database.write { database in
            guard let store = FeedName(feed).map(SubscriptionStore.init), let stop = try store.stop(in: database),
                stop.sequence == sequence, let id = stop.eventID
            else { return false }
            try store.skip(id, sequence: sequence, reason: reason, at: now, in: database)
            try store.clearStop(in: database)
            return true
        }
    }
}
