import EventFeed
import Foundation
import GRDB
import School

/// Gathers, each working morning and for each member of staff, what is overdue then.
struct OverduePlanner {
    /// The most days of one school that one transaction decides upon.
    static let step = 20

    let hours: StaffHours
    let calendar: WorkingCalendar
    let shelf: ZoneShelf

    /// Decides for one feed of alerts, for each school up to where it and the school's journal have come. What was overdue
    /// at a morning is judged by the journal's instants: a monitor that was away tells the same of it as one that was
    /// there.
    /// - Returns: as reached, where the last of all schools stands.
    /// - Throws: `UnknownYear` where it is not known whether a day works.
    func plan(_ alerts: FeedStanding, _ standings: Standings, in database: Database) throws -> PlanStep {
        guard let source = alerts.source else { return PlanStep() }
        let schools = try KeptStatement(
            "SELECT school_id, first_at FROM alert_school WHERE source = ?", in: database
        ).all([source]) { ($0[0] as UUID, $0[1] as Int64) }
        let all = PlanStep(reached: FeedHorizon.overdue(among: standings.all))
        return try schools.reduce(into: all) { step, school in
            let owners = try owners(of: school.0, standings, database)
            guard let place = owners.first?.place,
                let horizon = FeedHorizon.overdue(of: alerts, journals: owners.map(\.standing))
            else { return }
            let round = OverdueRound(
                feed: alerts.feed, source: source, school: school.0, hours: hours, calendar: calendar, place: place,
                database: database)
            step = .joined([step, try round.decide(since: school.1, until: horizon, days: Self.step)])
        }
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

/// The mornings of one school.
struct OverdueRound {
    /// Where the school is.
    struct Place {
        let journal: Int64
        let zones: ZoneHistory
    }

    let feed: String
    let source: Int64
    let school: UUID
    let hours: StaffHours
    let calendar: WorkingCalendar
    let place: Place
    let database: Database

    /// - Parameters:
    ///   - first: when the first alert came to be.
    ///   - horizon: up to which instant may be decided.
    func decide(since first: Int64, until horizon: Int64, days: Int) throws -> PlanStep {
        let start = try decidedDay().map { $0 + 1 } ?? place.zones.local(at: first).day
        let last = place.zones.local(at: horizon).day
        var step = PlanStep(reached: horizon)
        var day = start
        while day <= last {
            let span = hours.span(of: day, zones: place.zones)
            guard span.gathers <= horizon else { break }
            guard day - start < days else {
                step.isMore = true
                break
            }
            if try isWorking(day, asOf: span.gathers) { step.changes += try gather(span) }
            try note(day)
            day = day + 1
        }
        return step
    }

    private func isWorking(_ day: Day, asOf instant: Int64) throws -> Bool {
        try StaffDay.isWorking(day, isTaught: try isTaught(day, asOf: instant), calendar: calendar)
    }

    /// Whether a lesson of the school stood on that day, as it was known at an instant.
    private func isTaught(_ day: Day, asOf instant: Int64) throws -> Bool {
        try KeptStatement(
            """
            SELECT 1 FROM lesson_stand WHERE source = ?1 AND school_id = ?2 AND date = ?3
                AND since <= ?4 AND (until IS NULL OR until > ?4) LIMIT 1
            """,
            in: database
        ).first([place.journal, school, day.rawValue, instant]) { _ in true } ?? false
    }

    private func gather(_ span: (gathers: Int64, expires: Int64)) throws -> [MailChange] {
        let owners = Dictionary(grouping: try openAlerts(at: span.gathers), by: \.owner)
        return try owners.sorted { $0.key.uuidString < $1.key.uuidString }.compactMap { owner, alerts in
            try write(to: owner, of: alerts, span) ? MailChange(kind: .overdue, state: .ready) : nil
        }
    }

    private func write(
        to owner: UUID, of alerts: [OpenAlert], _ span: (gathers: Int64, expires: Int64)
    ) throws -> Bool {
        let mails = MailTable(database: database)
        let id = MailKey.overdue(recipient: owner, school: school, instant: span.gathers)
        let isNew = try mails.insert(
            NewMail(
                id: id, kind: .overdue, feed: feed, school: school, recipient: owner, child: nil,
                traceID: alerts.first?.traceID ?? .none,
                window: MarkWindow(opensAt: span.gathers, closesAt: span.gathers), expiresAt: span.expires,
                state: .ready))
        guard isNew else { return false }
        for alert in alerts { try mails.add(event: alert.event, thing: alert.id, to: id) }
        try mails.tell(alerts.map { ($0.id, nil, nil) }, in: id)
        return true
    }

    private struct OpenAlert {
        let id: UUID
        let event: UUID
        let owner: UUID
        let traceID: UUID
    }

    private func openAlerts(at instant: Int64) throws -> [OpenAlert] {
        try KeptStatement(
            """
            SELECT a.alert_id, a.event_id, a.owner_id, a.trace_id FROM alert a INDEXED BY alert_of_school
            WHERE a.source = ?1 AND a.school_id = ?2 AND a.happened_at <= ?3
                AND (SELECT c.is_open FROM alert_change c WHERE c.source = ?1 AND c.alert_id = a.alert_id
                    AND c.happened_at <= ?3 ORDER BY c.recorded_at DESC LIMIT 1) = 1
            ORDER BY a.happened_at, a.alert_id
            """,
            in: database
        ).all([source, school, instant]) { OpenAlert(id: $0[0], event: $0[1], owner: $0[2], traceID: $0[3]) }
    }

    private func decidedDay() throws -> Day? {
        try KeptStatement("SELECT day FROM overdue_decided WHERE school_id = ?", in: database).first([school]) {
            Day(rawValue: $0[0])
        }
    }

    private func note(_ day: Day) throws {
        try KeptStatement(
            "INSERT INTO overdue_decided VALUES (?, ?) ON CONFLICT (school_id) DO UPDATE SET day = excluded.day",
            in: database
        ).run([school, day.rawValue])
    }
}
