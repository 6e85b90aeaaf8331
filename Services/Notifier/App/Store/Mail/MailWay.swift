import EventFeed
import Foundation
import GRDB
import SMTP
import School

/// What the notifier knows of events that are followed: whether anybody is written to about them, and what became of
/// those mails. Never to which address, nor what they say.
struct MailWay {
    let log: EventLog
    /// The right part of every Message-ID.
    let domain: String
    let database: Database

    func steps(of question: TraceQuestion) throws -> [TraceStep] {
        let served = Dictionary(
            try Subscription.served(in: database).map { ($0.feed.rawValue, $0.source) }, uniquingKeysWith: { $1 })
        return try question.events.flatMap { event -> [TraceStep] in
            guard let source = served[event.feed] else { return [] }
            let mails = try mails(of: event)
            return try intent(of: event, source, hasMail: !mails.isEmpty) + mails.flatMap { try steps(of: $0, event) }
        }
    }

    /// Only marks are decided upon one by one; what is overdue is gathered in the morning, or not.
    private func intent(of event: TracedEvent, _ source: Int64, hasMail: Bool) throws -> [TraceStep] {
        guard event.isOfMark else { return [] }
        let isDecided = try KeptStatement(
            """
            SELECT c.recorded_at <= d.until FROM mark_change c LEFT JOIN marks_decided d ON d.feed = ?3
            WHERE c.source = ?1 AND c.event_id = ?2
            """,
            in: database
        ).first([source, event.id, event.feed]) { ($0[0] as Bool?) ?? false }
        var step = TraceStep(.intent, of: event)
        step.state = hasMail ? "made" : isDecided == true ? "none" : "waiting"
        return [step]
    }

    private struct Mail {
        let row: MailRow
        let reason: Int?
        let begunAt: Int64?
    }

    private func mails(of event: TracedEvent) throws -> [Mail] {
        let ids = try KeptStatement("SELECT mail_id FROM mail_event WHERE event_id = ? ORDER BY mail_id", in: database)
            .all([event.id]) { $0[0] as UUID }
        return try ids.compactMap { id in
            try KeptStatement("SELECT \(MailRow.columns), reason, begun_at FROM mail WHERE mail_id = ?", in: database)
                .first([id]) { Mail(row: MailRow($0), reason: $0[14], begunAt: $0[15]) }
        }
    }

    private func steps(of mail: Mail, _ event: TracedEvent) throws -> [TraceStep] {
        var step = TraceStep(.mail, of: event, at: mail.begunAt)
        step.thing = mail.row.id
        step.traceID = mail.row.traceID
        step.state = mail.row.state.rawValue
        step.detail = mail.reason.flatMap(Suppression.init(rawValue:))?.name ?? mail.row.replyCode.map { "reply \($0)" }
        step.until = mail.row.window.closesAt
        step.messageID = MessageID(mail.row.id, domain: domain)?.description
        let ends = DeliveryEvents.endings(of: mail.row.id)
        let places = ends.map { _ in "?" }.joined(separator: ", ")
        return [step] + (try log.recorded("event_id IN (\(places))", Values(ends), in: database))
    }
}
