import EventFeed
import Foundation
import GRDB
import Regulation
import School

/// Counts alerts from the rows of the sources that are live.
struct AlertReader: Sendable {
    /// In the order of feed, day, class and rule.
    func rows(_ request: FiguresRequest, from standings: [FeedStanding], in database: Database) throws -> [AlertRow] {
        try standings.flatMap { standing in
            try KeptStatement(Self.sql, in: database).all(
                [
                    standing.source, request.school, request.days.lowerBound.rawValue, request.days.upperBound.rawValue,
                    request.classID,
                ]
            ) { row in
                guard let rule = Rule(rawValue: row[2]) else {
                    throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an alert of no rule")
                }
                return AlertRow(
                    feed: standing.feed, school: request.school, classID: row[0], day: Day(rawValue: row[1]),
                    rule: rule,
                    figures: AlertFigures(raised: row[3], open: row[4], late: row[5], withdrawn: row[6]))
            }
        }
    }

    private static let sql = """
        SELECT class_id, date, rule, COUNT(*), SUM(outcome IS NULL), COALESCE(SUM(outcome = 1), 0),
            COALESCE(SUM(outcome = 2), 0)
        FROM alert
        WHERE source = ?1 AND school_id = ?2 AND date BETWEEN ?3 AND ?4 AND (?5 IS NULL OR class_id = ?5)
        GROUP BY class_id, date, rule ORDER BY date, class_id, rule
        """
}
