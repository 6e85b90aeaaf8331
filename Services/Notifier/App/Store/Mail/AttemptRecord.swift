import EventFeed
import GRDB

/// Writes down how an attempt ended.
struct AttemptRecord {
    let ledger: MailLedger
    let database: Database

    func note(_ result: AttemptResult, of mail: MailRow) throws -> MailChange {
        switch result {
        case .accepted: return try ledger.accept(mail, in: database)
        case .failed(let code): return try ledger.fail(mail, code: code, in: database)
        case .retry(let instant, let code):
            try wait(mail, .retry, until: instant, code: code)
            return MailChange(kind: mail.kind, state: .retry, reason: code.map { "\($0)" } ?? "connection")
        case .ambiguous(let instant):
            try wait(mail, .ambiguous, until: instant, code: nil)
            return MailChange(kind: mail.kind, state: .ambiguous)
        }
    }

    private func wait(_ mail: MailRow, _ state: MailState, until instant: Int64, code: Int?) throws {
        try KeptStatement(
            """
            UPDATE mail SET state = ?1, next_attempt = ?2, reply_code = ?3, ambiguous = ambiguous + (?1 = 'ambiguous')
            WHERE mail_id = ?4
            """,
            in: database
        ).run([state.rawValue, instant, code, mail.id])
    }
}
