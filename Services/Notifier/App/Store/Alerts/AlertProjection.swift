import EventFeed
import Foundation
import GRDB
import School

/// What mails need of a deadline monitor's feed, as rows.
public struct AlertProjection: Projection {
    public let types = AlertEvents.readers.types
    public let version: Int64 = 2

    private let ledger: MailLedger

    public init(ledger: MailLedger) { self.ledger = ledger }

    public func apply(_ event: FeedEvent, source: Int64, in database: Database) throws {
        guard let fact = try AlertEvents.readers.fact(of: event) else { return }
        let statements = FactStatements(event: event, source: source, database: database)
        do {
            switch fact {
            case .raised(let alert): try raise(alert, statements)
            case .closed(let alert, let instant): try AlertSpans(statements: statements).close(alert, at: instant)
            case .reopened(let alert, let instant): try AlertSpans(statements: statements).open(alert, at: instant)
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw PoisonedEvent(event, "it makes what is there already")
        }
    }

    /// Kept, because a monitor that is behind tells of what was overdue long ago: a morning is not decided upon before it
    /// has come as far.
    public func noteDecided(until instant: Int64, source: Int64, in database: Database) throws {
        try KeptStatement(
            """
            INSERT INTO alert_horizon VALUES (?, ?)
            ON CONFLICT (source) DO UPDATE SET until = MAX(until, excluded.until)
            """,
            in: database
        ).run([source, instant])
    }

    /// Mails not sent yet tell only of alerts that stand in the new rows.
    public func switched(from old: Int64?, to new: Int64, in database: Database) throws {
        try OverdueRefit(ledger: ledger, database: database).refit(to: new)
    }

    public func clear(source: Int64, limit: Int, in database: Database) throws -> Bool {
        try SourceClearing.clear(NotifierStore.alertTables, source: source, limit: limit, in: database)
    }

    private func raise(_ alert: RaisedAlert, _ statements: FactStatements) throws {
        let event = statements.event
        try statements.run(
            "INSERT INTO alert VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                statements.source, alert.alert, event.id, event.school, alert.lesson, alert.rule, alert.clause,
                alert.owner, alert.day.rawValue, alert.due, event.recordedAt, event.traceID,
                alert.happenedAt ?? event.recordedAt,
            ])
        try statements.run(
            """
            INSERT INTO alert_school VALUES (?, ?, ?)
            ON CONFLICT (source, school_id) DO UPDATE SET first_at = MIN(first_at, excluded.first_at)
            """,
            [statements.source, event.school, alert.happenedAt ?? event.recordedAt])
        try AlertSpans(statements: statements).open(alert.alert, at: alert.happenedAt)
    }
}
