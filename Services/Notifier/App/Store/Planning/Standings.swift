import EventFeed
import GRDB

/// How the subscribed feeds stand, in the transaction that decides upon them: a status may be older than the rows.
struct Standings {
    let all: [FeedStanding]

    init(of feeds: [String], in database: Database) throws {
        all = try feeds.compactMap { feed in
            guard let role = FeedRole(feed: feed) else { return nil }
            let row: (Int64, Int64?, Int64?)? = try KeptStatement(
                """
                SELECT s.source, s.complete_until, h.until FROM source s LEFT JOIN alert_horizon h USING (source)
                WHERE s.feed = ? AND s.state = 'live'
                """,
                in: database
            ).first([feed]) { ($0[0], $0[1], $0[2]) }
            return FeedStanding(feed: feed, role: role, source: row?.0, completeUntil: row?.1, decidedUntil: row?.2)
        }
    }

    func sources(_ role: FeedRole) -> [Int64] { all.filter { $0.role == role }.compactMap(\.source) }
}
