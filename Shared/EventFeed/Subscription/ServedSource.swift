import Foundation
import GRDB

/// The rows that are served of one feed, as the present transaction finds them: what is read by this source in the same
/// transaction is what `completeUntil` speaks of, whatever a rebuild switches meanwhile.
public struct ServedSource: Hashable, Sendable {
    public let feed: FeedName
    /// The number every row of the projection bears.
    public let source: Int64
    /// The sequence of the last event applied; 0 before the first.
    public let cursor: Int64
    /// Microseconds UTC; nil before the first batch.
    public let completeUntil: Int64?

    public init(feed: FeedName, source: Int64, cursor: Int64, completeUntil: Int64?) {
        self.feed = feed
        self.source = source
        self.cursor = cursor
        self.completeUntil = completeUntil
    }
}

extension Subscription {
    /// Every feed of which something is served, by name.
    public static func served(in database: Database) throws -> [ServedSource] {
        let statement = try KeptStatement(
            "SELECT feed, source, cursor, complete_until FROM source WHERE state = 'live' ORDER BY feed", in: database)
        return try statement.all { row in
            FeedName(row[0] as String).map {
                ServedSource(feed: $0, source: row[1], cursor: row[2], completeUntil: row[3])
            }
        }.compactMap { $0 }
    }
}
