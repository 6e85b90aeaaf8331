import EventFeed
import Foundation
import GRDB
import School

/// Finds of which schools a morning is to be decided upon, and decides for one of them at a time.
struct OverduePlanner {
    /// The most days of one school that one transaction decides upon.
    static let step = 20

    let hours: StaffHours
    let calendar: WorkingCalendar
    let shelf: ZoneShelf
    /// Wall time, microseconds UTC.
    let now: Int64

    /// A school whose alerts a feed tells of.
    struct Place: Hashable, Sendable {
        let feed: String
        let school: UUID
    }

    /// What there is to decide.
    struct Outlook: Sendable {
        /// Those of which a morning has come, in the order of feeds and schools.
        var due: [Place] = []
        /// Where the last of all schools stands; nil where a feed has promised nothing yet.
        var reached: Int64?
    }

    /// Looks at every school, and decides nothing.
    func outlook(_ standings: Standings, in database: Database) throws -> Outlook {
        var outlook = Outlook(reached: FeedHorizon.overdue(among: standings.all))
        for alerts in standings.all where alerts.role == .alerts {
            for school in try schools(of: alerts, database) {
                guard let turn = try turn(of: school, alerts, standings, database) else { continue }
                outlook.reached = outlook.reached.map { min($0, turn.horizon) }
                if try turn.round.isDue(until: turn.horizon) {
                    outlook.due.append(Place(feed: alerts.feed, school: school))
                }
            }
        }
        return outlook
    }

    /// Decides for one school, up to where it and its journal have come. What was overdue at a morning is judged by the
    /// journal's instants: a monitor that was away tells the same of it as one that was there.
    /// - Returns: as reached, where the school stands.
    /// - Throws: `UnknownYear` where it is not known whether the first day that is to be decided upon works.
    func plan(_ place: Place, _ standings: Standings, in database: Database) throws -> PlanStep {
        guard let alerts = standings.all.first(where: { $0.feed == place.feed }),
            let turn = try turn(of: place.school, alerts, standings, database)
        else { return PlanStep() }
        return try turn.round.decide(until: turn.horizon, days: Self.step)
    }

    private func schools(of alerts: FeedStanding, _ database: Database) throws -> [UUID] {
        guard let source = alerts.source else { return [] }
        return try KeptStatement(
            "SELECT school_id FROM alert_school WHERE source = ? ORDER BY school_id", in: database
        ).all([source]) { $0[0] as UUID }
    }

    /// - Returns: nil where the school has no alerts, no journal knows it, or one of its feeds has promised nothing.
    private func turn(
        of school: UUID, _ alerts: FeedStanding, _ standings: Standings, _ database: Database
    ) throws -> (round: OverdueRound, horizon: Int64)? {
        let owners = try owners(of: school, standings, database)
        guard let source = alerts.source, let place = owners.first?.place,
            let horizon = FeedHorizon.overdue(of: alerts, journals: owners.map(\.standing)),
            let first = try firstAlert(of: school, source, database)
        else { return nil }
        let round = OverdueRound(
            feed: alerts.feed, source: source, school: school, since: first, hours: hours, calendar: calendar,
            place: place, now: now, database: database)
        return (round, horizon)
    }

    private func firstAlert(of school: UUID, _ source: Int64, _ database: Database) throws -> Int64? {
        try KeptStatement("SELECT first_at FROM alert_school WHERE source = ? AND school_id = ?", in: database)
            .first([source, school]) { $0[0] as Int64 }
    }

    /// The journals that know the school, and its zones by each.
    private func owners(
        of school: UUID, _ standings: Standings, _ database: Database
    ) throws -> [(standing: FeedStanding, place: OverdueRound.Place)] {
        try standings.all.compactMap { standing in
            guard standing.role == .journal, let source = standing.source,
                let zones = try SchoolLookup(shelf: shelf, database: database).zones(of: school, source: source)
            else { return nil }
            return (standing, OverdueRound.Place(journal: source, zones: zones))
        }
    }
}
