import EventFeed
import Foundation
import GRDB
import School

/// Counts accounts and visits from the rows of the sources that are live.
///
/// The indexes are named: of itself SQLite, which keeps no statistics here, goes through all rows of a source instead,
/// and through all visits for each parent.
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

    /// How many parents of each school have an account and came in these days, in the schools' order.
    func families(
        of schools: [UUID], _ days: ClosedRange<Day>, from standings: [FeedStanding], in database: Database
    ) throws -> [SchoolFamilies] {
        try schools.map { school in
            var sum = SchoolFamilies(school: school)
            for source in standings.compactMap(\.source) {
                let range: [Int32] = [days.lowerBound.rawValue, days.upperBound.rawValue]
                let parents = try KeptStatement(Self.parentsSQL, in: database)
                    .first([source, school, range[0], range[1]]) { row in [row[0] as Int, row[1], row[2]] }
                if let parents {
                    sum.parents += parents[0]
                    sum.neverUsed += parents[1]
                    sum.visiting += parents[2]
                }
                sum.pupilsReached +=
                    try KeptStatement(Self.reachedSQL, in: database)
                    .first([source, school, range[0], range[1]]) { $0[0] as Int } ?? 0
            }
            return sum
        }
    }

    /// Days on which the last of these schools hides, for the sake of another, how many pupils it reached.
    func coveringDays(
        _ request: FiguresRequest, among schools: [UUID], from standings: [FeedStanding], in database: Database
    ) throws -> Set<Day> {
        var cells: [Day: [Int]] = [:]
        for (index, school) in schools.enumerated() {
            guard let one = FiguresRequest(school: school, classID: nil, days: request.days) else { continue }
            for row in try visits(one, from: standings, in: database) {
                cells[row.day, default: Array(repeating: 0, count: schools.count)][index] += row.pupilsReached
            }
        }
        return Set(cells.filter { Suppression.shown($0.value).last == .some(nil) }.keys)
    }

    private static let parentsSQL = """
        SELECT COUNT(*),
            COALESCE(SUM(NOT EXISTS (
                SELECT 1 FROM visit INDEXED BY visit_of_holder
                WHERE source = ?1 AND person_id = parent.person_id AND holder = 1)), 0),
            COALESCE(SUM(EXISTS (
                SELECT 1 FROM visit INDEXED BY visit_of_holder
                WHERE source = ?1 AND person_id = parent.person_id AND holder = 1 AND date BETWEEN ?3 AND ?4)), 0)
        FROM (
            SELECT DISTINCT person_id FROM account INDEXED BY account_of_school
            WHERE source = ?1 AND school_id = ?2 AND holder = 1 AND closed = 0
        ) AS parent
        """

    private static let reachedSQL = """
        SELECT COUNT(DISTINCT pupil_id) FROM visit
        WHERE source = ? AND school_id = ? AND date BETWEEN ? AND ? AND holder = 1
        """

    private static let accountsSQL = """
        SELECT holder, COUNT(*), SUM(closed), SUM(closed = 0 AND NOT EXISTS (
            SELECT 1 FROM visit INDEXED BY visit_of_holder
            WHERE visit.source = account.source AND visit.person_id = account.person_id))
        FROM account INDEXED BY account_of_school WHERE source = ? AND school_id = ? GROUP BY holder ORDER BY holder
        """

    private static let visitsSQL = """
        SELECT date, COUNT(DISTINCT CASE WHEN holder = 1 THEN person_id END), SUM(holder = 1),
            COUNT(DISTINCT CASE WHEN holder = 1 THEN pupil_id END), SUM(holder = 2)
        FROM visit WHERE source = ? AND school_id = ? AND date BETWEEN ? AND ?
        GROUP BY date ORDER BY date
        """
}
