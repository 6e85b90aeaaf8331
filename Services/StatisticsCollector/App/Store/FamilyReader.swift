import EventFeed
import Foundation
import GRDB
import School

/// Counts accounts and visits from the rows of the sources that are live.
struct FamilyReader: Sendable {
    func accounts(of school: UUID, from standings: [FeedStanding], in database: Database) throws -> [AccountRow] {
        try standings.flatMap { standing in
            let rows = try KeptStatement(Self.accountsSQL, in: database).all([standing.source, school]) { row in
                (holder: row[0] as Int, issued: row[1] as Int, closed: row[2] as Int, neverUsed: row[3] as Int)
            }
            return rows.compactMap { row in
                AccountHolder(rawValue: row.holder).map {
                    AccountRow(
                        feed: standing.feed, holder: $0, issued: row.issued, closed: row.closed,
                        neverUsed: row.neverUsed)
                }
            }
        }
    }

    func visits(_ request: FiguresRequest, from standings: [FeedStanding], in database: Database) throws -> [VisitRow] {
        try standings.flatMap { standing in
            try KeptStatement(Self.visitsSQL, in: database).all(
                [standing.source, request.school, request.days.lowerBound.rawValue, request.days.upperBound.rawValue]
            ) { row in
                VisitRow(
                    feed: standing.feed, day: Day(rawValue: row[0]), visitors: row[1], visits: row[2],
                    pupilsReached: row[3], ownVisits: row[4])
            }
        }
    }

    private static let accountsSQL = """
        SELECT holder, COUNT(*), SUM(closed), SUM(closed = 0 AND NOT EXISTS (
            SELECT 1 FROM visit WHERE visit.source = account.source AND visit.person_id = account.person_id))
        FROM account WHERE source = ? AND school_id = ? GROUP BY holder ORDER BY holder
        """

    private static let visitsSQL = """
        SELECT date, COUNT(DISTINCT CASE WHEN holder = 1 THEN person_id END), SUM(holder = 1),
            COUNT(DISTINCT CASE WHEN holder = 1 THEN pupil_id END), SUM(holder = 2)
        FROM visit WHERE source = ? AND school_id = ? AND date BETWEEN ? AND ?
        GROUP BY date ORDER BY date
        """
}
