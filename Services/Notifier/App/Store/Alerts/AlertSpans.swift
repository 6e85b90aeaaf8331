import EventFeed
import Foundation

/// Writes from when to when each alert is open, by the instants at which it happened. What is told last holds from its
/// instant on, whatever was told of later ones before.
struct AlertSpans {
    /// When an alert is closed that is open.
    static let never = Int64.max

    let statements: FactStatements

    /// - Parameter instant: when it happened, microseconds UTC; nil where the monitor does not say: when it told it.
    func open(_ alert: UUID, at instant: Int64?) throws {
        let opened = try cut(alert, at: instant)
        try statements.change(
            """
            INSERT INTO alert_span SELECT source, alert_id, ?3, school_id, MAX(?4, happened_at), ?5 FROM alert
            WHERE source = ?1 AND alert_id = ?2
            """,
            [statements.source, alert, statements.event.recordedAt, opened, Self.never])
    }

    func close(_ alert: UUID, at instant: Int64?) throws {
        _ = try cut(alert, at: instant)
        try statements.require("SELECT 1 FROM alert WHERE source = ? AND alert_id = ?", [statements.source, alert])
    }

    /// Nothing that was told before holds from the instant on.
    private func cut(_ alert: UUID, at instant: Int64?) throws -> Int64 {
        let instant = instant ?? statements.event.recordedAt
        try statements.run(
            "UPDATE alert_span SET closed_at = ?3 WHERE source = ?1 AND alert_id = ?2 AND closed_at > ?3",
            [statements.source, alert, instant])
        return instant
    }
}
