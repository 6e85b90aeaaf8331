import EventFeed
import Foundation
import GRDB
import School

/// Gathers, each working morning of one school and for each member of its staff, what is overdue then.
struct OverdueRound {
    /// Where the school is.
    struct Place {
        let journal: Int64
        let zones: ZoneHistory
    }

    let feed: String
    let source: Int64
    let school: UUID
    /// When the first alert came to be.
    let since: Int64
    let hours: StaffHours
    let calendar: WorkingCalendar
    let place: Place
    /// Wall time, microseconds UTC.
    let now: Int64
    let database: Database

    /// Whether there is a morning to decide upon.
    /// - Parameter horizon: up to which instant may be decided.
    func isDue(until horizon: Int64) throws -> Bool {
        hours.span(of: try start(), zones: place.zones).gathers <= horizon
    }

    /// - Throws: `UnknownYear` where it is not known whether the first of the days works; of a later one the days before it
    ///   are decided, and there is more.
    func decide(until horizon: Int64, days: Int) throws -> PlanStep {
        let start = try start()
        var step = PlanStep(reached: horizon)
        var day = start
        var span = hours.span(of: day, zones: place.zones)
        while span.gathers <= horizon {
            do {
                if try isWorking(day, asOf: span.gathers) { step.changes += try gather(span) }
            } catch  where error is UnknownYear && day > start {
                step.isMore = true
                break
            }
            try note(day)
            day = day + 1
            span = hours.span(of: day, zones: place.zones)
            step.isMore = day - start >= days && span.gathers <= horizon
            if step.isMore { break }
        }
        return step
    }

    /// The first day that is not decided upon.
    private func start() throws -> Day { try decidedDay().map { $0 + 1 } ?? place.zones.local(at: since).day }

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
                state: .ready, begunAt: now))
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

    /// Those that were closed by then are passed over by the index: a school's alerts of years are not gone through.
    private func openAlerts(at instant: Int64) throws -> [OpenAlert] {
        try KeptStatement(
            """
            SELECT a.alert_id, a.event_id, a.owner_id, a.trace_id
            FROM alert_span s INDEXED BY alert_span_of_school
                CROSS JOIN alert a ON a.source = s.source AND a.alert_id = s.alert_id
            WHERE s.source = ?1 AND s.school_id = ?2 AND s.closed_at > ?3 AND s.opened_at <= ?3
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
