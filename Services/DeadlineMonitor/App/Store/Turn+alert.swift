import EventFeed
import Foundation
import Regulation
import School

extension Turn {
    /// The alert as the rows of this source have it.
    func projectedAlert(_ id: UUID) throws -> Alert? {
        try statement("SELECT \(Alert.columns) FROM projected_alert WHERE alert_id = ? AND source = ?")
            .first([id, source], Alert.init)
    }

    func causeOfProjected(_ id: UUID) throws -> String? {
        try statement("SELECT cause FROM projected_alert WHERE source = ? AND alert_id = ?")
            .first([source, id]) { $0[0] }
    }

    func save(_ alert: Alert) throws {
        try run(
            """
            INSERT INTO projected_alert (\(Alert.columns), source, cause)
            VALUES (\(Alert.placeholders), ?, ?)
            ON CONFLICT (source, alert_id) DO UPDATE SET
                state = excluded.state, closed_at = excluded.closed_at, lateness = excluded.lateness,
                cause = excluded.cause
            """,
            alert.values + [source, cause.text])
    }

    /// The alert as the feed of alerts has told of it, and how many steps of it.
    func toldAlert(_ id: UUID) throws -> (alert: Alert, version: Int)? {
        try statement("SELECT \(Alert.columns), version FROM alert WHERE alert_id = ?")
            .first([id]) { (alert: Alert($0), version: $0[Alert.columnCount] as Int) }
    }

    func saveTold(_ step: AlertStep, feed: String) throws {
        try run(
            """
            INSERT INTO alert (\(Alert.columns), feed, version) VALUES (\(Alert.placeholders), ?, ?)
            ON CONFLICT (alert_id) DO UPDATE SET
                state = excluded.state, closed_at = excluded.closed_at, lateness = excluded.lateness,
                version = excluded.version
            """,
            step.alert.values + [feed, step.version])
    }

    /// Alerts of which the feed has told something else than this source has, in the order of their instants.
    func differing(feed: String) throws -> [UUID] {
        try statement(
            """
            SELECT alert_id, now.due AS due FROM projected_alert AS now LEFT JOIN alert AS told USING (alert_id)
            WHERE source = ?1 AND (told.state IS NOT now.state OR told.lateness IS NOT now.lateness
                OR (now.state = 2 AND told.closed_at IS NOT now.closed_at))
            UNION
            SELECT alert_id, due FROM alert WHERE feed = ?2 AND state <> 3
                AND NOT EXISTS (SELECT 1 FROM projected_alert WHERE source = ?1 AND alert_id = alert.alert_id)
            ORDER BY due, alert_id
            """
        ).all([source, feed]) { $0[0] as UUID }
    }
}

extension Alert {
    private static let names = [
        "alert_id", "obligation_id", "rule", "subject_id", "pupil_id", "rule_version", "clause", "school_id",
        "lesson_id", "group_id", "course_id", "class_id", "owner_id", "date", "due", "state", "closed_at", "lateness",
        "raised_at",
    ]
    static let columnCount = names.count
    static let columns = names.joined(separator: ", ")

    /// The same of a table under another name.
    static func columns(of table: String) -> String { names.map { "\(table).\($0)" }.joined(separator: ", ") }

    static let placeholders = Array(repeating: "?", count: columnCount).joined(separator: ", ")

    /// From a row that begins with ``columns``; the tables hold numbers of rules and states alone.
    init(_ row: Columns) {
        self.init(
            id: row[0], obligation: row[1],
            key: ObligationKey(rule: Rule(rawValue: row[2]) ?? .topic, subject: row[3], pupil: row[4]),
            ruleVersion: row[5], clause: row[6], school: row[7], lesson: row[8], group: row[9], course: row[10],
            classID: row[11], owner: row[12], day: Day(rawValue: row[13]), due: row[14],
            raisedAt: row[18], state: State(rawValue: row[15]) ?? .open, closedAt: row[16], lateness: row[17])
    }

    /// In the order of ``columns``.
    var values: Values {
        [
            id, obligation, key.rule.rawValue, key.subject, key.pupil, ruleVersion, clause, school, lesson, group,
            course, classID, owner, day.rawValue, due, state.rawValue, closedAt, lateness,
            raisedAt,
        ]
    }
}
