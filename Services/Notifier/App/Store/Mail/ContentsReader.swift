import EventFeed
import Foundation
import GRDB
import School

/// Reads what a mail tells, in the field's terms. What a row refers to may be gone: then it is left unsaid.
struct ContentsReader {
    let facts: SendingFacts

    private var database: Database { facts.database }

    /// - Returns: nil where nothing is left to tell of.
    func contents(of mail: MailRow, now: Int64) throws -> MailContents? {
        switch mail.kind {
        case .marks: try marks(of: mail).flatMap { $0.told.isEmpty ? nil : .marks($0) }
        case .overdue: try overdue(mail, now).flatMap { $0.items.isEmpty ? nil : .overdue($0) }
        }
    }

    private func marks(of mail: MailRow) throws -> MarkMail? {
        guard let child = mail.child, let source = facts.standings.all.first(where: { $0.feed == mail.feed })?.source
        else { return nil }
        let told = try MailTable(database: database).told(in: mail.id).compactMap { one in
            try KeptStatement(Self.markPlace, in: database).first([source, one.thing]) { row in
                MarkMail.Told(
                    mark: one.thing, subject: row[0], day: Day(rawValue: row[1]), workKind: row[2],
                    before: StoredMark.value(one.before), after: StoredMark.value(one.after))
            }
        }
        return MarkMail(child: child, childName: try givenName(of: child, source), told: told)
    }

    private func givenName(of pupil: UUID, _ source: Int64) throws -> String? {
        let found: String?? = try KeptStatement(
            """
            SELECT given FROM pupil_card INDEXED BY pupil_card_of_pupil
            WHERE source = ? AND pupil_id = ? ORDER BY sequence DESC LIMIT 1
            """,
            in: database
        ).first([source, pupil]) { $0[0] as String? }
        return found ?? nil
    }

    private func overdue(_ mail: MailRow, _ now: Int64) throws -> OverdueMail? {
        guard let zones = try facts.zones(of: mail.school) else { return nil }
        let items = try facts.openAlerts(of: mail.id).compactMap { source, alert in
            try item(alert, source: source, zones)
        }
        return OverdueMail(today: zones.local(at: now).day, items: items)
    }

    private func item(_ alert: UUID, source: Int64, _ zones: ZoneHistory) throws -> OverdueMail.Item? {
        let raised: RaisedAlert? = try KeptStatement(
            "SELECT lesson_id, rule, clause, owner_id, date, due FROM alert WHERE source = ? AND alert_id = ?",
            in: database
        ).first([source, alert]) { row in
            RaisedAlert(
                alert: alert, lesson: row[0], rule: row[1], clause: row[2], owner: row[3], day: Day(rawValue: row[4]),
                due: row[5])
        }
        guard let raised else { return nil }
        let place = try place(of: raised.lesson)
        return OverdueMail.Item(
            alert: alert, lesson: raised.lesson, rule: raised.rule, clause: raised.clause, day: raised.day,
            lessonNumber: place?.number, group: place?.group, subject: place?.subject,
            due: zones.local(at: raised.due))
    }

    private struct LessonPlace {
        let number: Int
        let group: String?
        let subject: String?
    }

    private func place(of lesson: UUID) throws -> LessonPlace? {
        for source in facts.standings.sources(.journal) {
            let found = try KeptStatement(Self.lessonPlace, in: database).first([source, lesson]) { row in
                LessonPlace(number: row[0], group: row[1], subject: row[2])
            }
            if let found { return found }
        }
        return nil
    }

    private static let markPlace = """
        SELECT c.name, m.date, w.kind FROM mark m
        LEFT JOIN work w ON w.source = m.source AND w.work_id = m.work_id
        LEFT JOIN lesson l ON l.source = m.source AND l.lesson_id = w.lesson_id
        LEFT JOIN course c ON c.source = m.source AND c.course_id = l.course_id
        WHERE m.source = ? AND m.mark_id = ?
        """

    private static let lessonPlace = """
        SELECT l.number, COALESCE(k.parallel || k.letter, g.name), c.name FROM lesson l
        LEFT JOIN study_group g ON g.source = l.source AND g.group_id = l.group_id
        LEFT JOIN school_class k ON k.source = l.source AND k.class_id = g.class_id
        LEFT JOIN course c ON c.source = l.source AND c.course_id = l.course_id
        WHERE l.source = ? AND l.lesson_id = ?
        """
}
