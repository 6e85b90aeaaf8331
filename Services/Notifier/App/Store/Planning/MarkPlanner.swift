import EventFeed
import Foundation
import GRDB
import School

/// Decides which guardians are written to about which marks, and closes what was gathered.
struct MarkPlanner {
    /// The most events or windows one transaction decides upon.
    static let step = 500

    let policy: MarkPolicy
    let ledger: MailLedger
    let shelf: ZoneShelf
    /// Wall time, microseconds UTC.
    let now: Int64

    /// Decides for one journal, up to what its feed and the diaries have promised.
    /// - Returns: what changed, and whether there is more to decide at once.
    func plan(_ journal: FeedStanding, _ standings: Standings, in database: Database) throws -> PlanStep {
        guard let source = journal.source, let horizon = FeedHorizon.marks(of: journal, among: standings.all) else {
            return PlanStep()
        }
        let round = MarkRound(
            feed: journal.feed, source: source, diaries: standings.sources(.diary), policy: policy, shelf: shelf,
            now: now, database: database)
        let reached = try take(into: round, until: horizon)
        // Also where nothing is new: more windows may be over than one step closes.
        let closed = try close(until: min(reached, horizon), feed: journal.feed, source: source, in: database)
        return PlanStep(changes: closed.changes, isMore: reached < horizon || closed.isMore, reached: reached)
    }

    /// Takes the next events.
    /// - Returns: as far as events were taken, and no further: a window must not close before its last event.
    private func take(into round: MarkRound, until horizon: Int64) throws -> Int64 {
        let decided = try decidedUntil(round.feed, round.database) ?? .min
        guard decided < horizon else { return decided }
        let events = try events(source: round.source, after: decided, until: horizon, in: round.database)
        for event in events { try round.take(event) }
        let reached = events.count < Self.step ? horizon : events.last?.recordedAt ?? horizon
        try note(round.feed, reached, round.database)
        return reached
    }

    private func events(
        source: Int64, after: Int64, until: Int64, in database: Database
    ) throws -> [MarkEvent] {
        try KeptStatement(
            """
            SELECT c.event_id, c.recorded_at, m.school_id, m.pupil_id, c.mark_id, c.trace_id
            FROM mark_change c JOIN mark m ON m.source = c.source AND m.mark_id = c.mark_id
            WHERE c.source = ? AND c.recorded_at > ? AND c.recorded_at <= ? ORDER BY c.recorded_at LIMIT ?
            """,
            in: database
        ).all([source, after, until, Self.step]) { row in
            MarkEvent(
                id: row[0], recordedAt: row[1], school: row[2], pupil: row[3], mark: row[4], traceID: row[5])
        }
    }

    private func close(until instant: Int64, feed: String, source: Int64, in database: Database) throws -> PlanStep {
        let due = try KeptStatement(
            """
            SELECT \(MailRow.columns) FROM mail
            WHERE state = 'gathering' AND feed = ? AND closes_at <= ? ORDER BY closes_at, mail_id LIMIT ?
            """,
            in: database
        ).all([feed, instant, Self.step], MailRow.init)
        let closing = MarkClosing(source: source, ledger: ledger, database: database)
        return PlanStep(changes: try due.map(closing.close), isMore: due.count == Self.step)
    }

    private func decidedUntil(_ feed: String, _ database: Database) throws -> Int64? {
        try KeptStatement("SELECT until FROM marks_decided WHERE feed = ?", in: database).first([feed]) { $0[0] }
    }

    private func note(_ feed: String, _ until: Int64, _ database: Database) throws {
        try KeptStatement(
            """
            INSERT INTO marks_decided VALUES (?, ?) ON CONFLICT (feed) DO UPDATE SET until = excluded.until
            """,
            in: database
        ).run([feed, until])
    }
}

/// What one step of planning did.
public struct PlanStep: Sendable {
    public var changes: [MailChange] = []
    /// There is more to decide at once.
    public var isMore = false
    /// Up to which instant everything is decided, microseconds UTC; nil where a feed has promised nothing yet.
    public var reached: Int64?

    /// Both done; decided is up to where both are.
    static func joined(_ steps: [PlanStep]) -> PlanStep {
        let reached = steps.compactMap(\.reached)
        return PlanStep(
            changes: steps.flatMap(\.changes), isMore: steps.contains(where: \.isMore),
            reached: reached.count == steps.count ? reached.min() : nil)
    }
}
