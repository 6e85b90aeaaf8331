import EventFeed
import Foundation
import GRDB
import School

/// What mails need of a deadline monitor's feed, as rows.
public struct AlertProjection: Projection {
    public let types = AlertEvents.readers.types
    public let version: Int64 = 1

    private let ledger: MailLedger

    public init(ledger: MailLedger) { self.ledger = ledger }

    public func apply(_ event: FeedEvent, source: Int64, in database: Database) throws {
        guard let fact = try AlertEvents.readers.fact(of: event) else { return }
        let statements = FactStatements(event: event, source: source, database: database)
        do {
            switch fact {
            case .raised(let alert): try raise(alert, statements)
            case .closed(let alert): try note(alert, isOpen: false, statements)
            case .reopened(let alert): try note(alert, isOpen: true, statements)
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw PoisonedEvent(event, "it makes what is there already")
        }
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
            "INSERT INTO alert VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                statements.source, alert.alert, event.id, event.school, alert.lesson, alert.rule, alert.clause,
                alert.owner, alert.day.rawValue, alert.due, event.recordedAt, event.traceID,
            ])
        try note(alert.alert, isOpen: true, statements)
    }

    private func note(_ alert: UUID, isOpen: Bool, _ statements: FactStatements) throws {
        try statements.change(
            """
            INSERT INTO alert_change SELECT source, alert_id, ?3, ?4 FROM alert WHERE source = ?1 AND alert_id = ?2
            """,
            [statements.source, alert, statements.event.recordedAt, isOpen])
    }
}
