import EventFeed
import Foundation
import GRDB
import School

/// Ends the stories of mails: the row and the own feed's event in one transaction.
public struct MailLedger: Sendable {
    private let log: PolicyLog

    public init(log: PolicyLog) { self.log = log }

    func suppress(_ mail: MailRow, _ reason: Suppression, in database: Database) throws -> MailChange {
        try MailTable(database: database).statement(
            """
            UPDATE mail SET state = 'suppressed', reason = ?, next_attempt = NULL, address = NULL, content = NULL
            WHERE mail_id = ?
            """
        ).run([reason.rawValue, mail.id])
        try append(DeliveryEvents.suppressed(ended(mail, database), reason), of: mail, in: database)
        return MailChange(kind: mail.kind, state: .suppressed, reason: reason.name)
    }

    func accept(_ mail: MailRow, in database: Database) throws -> MailChange {
        try end(mail, .accepted, code: nil, in: database)
        try append(DeliveryEvents.accepted(ended(mail, database)), of: mail, in: database)
        return MailChange(kind: mail.kind, state: .accepted, reason: "")
    }

    func fail(_ mail: MailRow, code: Int?, in database: Database) throws -> MailChange {
        try end(mail, .failed, code: code, in: database)
        try append(DeliveryEvents.failed(ended(mail, database), code: code), of: mail, in: database)
        return MailChange(kind: mail.kind, state: .failed, reason: code.map { "\($0)" } ?? "")
    }

    private func end(_ mail: MailRow, _ state: MailState, code: Int?, in database: Database) throws {
        try MailTable(database: database).statement(
            """
            UPDATE mail SET state = ?, reply_code = ?, next_attempt = NULL, address = NULL, content = NULL
            WHERE mail_id = ?
            """
        ).run([state.rawValue, code, mail.id])
    }

    private func ended(_ mail: MailRow, _ database: Database) throws -> EndedMail {
        EndedMail(
            id: mail.id, kind: mail.kind, recipient: mail.recipient, school: mail.school, traceID: mail.traceID,
            attempts: mail.attempts, told: try MailTable(database: database).eventCount(of: mail.id))
    }

    private func append(_ event: NewEvent, of mail: MailRow, in database: Database) throws {
        let circumstances = PolicyLog.Circumstances(school: mail.school, actor: .none, traceID: mail.traceID)
        try log.append(event, circumstances, in: database)
    }
}

/// That a mail came into a state, for those who count.
public struct MailChange: Hashable, Sendable {
    public let kind: MailKind
    public let state: MailState
    /// Why, in a word; empty where the state says it.
    public let reason: String

    init(kind: MailKind, state: MailState, reason: String = "") {
        self.kind = kind
        self.state = state
        self.reason = reason
    }
}
