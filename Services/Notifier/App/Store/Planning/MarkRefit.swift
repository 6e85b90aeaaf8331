import EventFeed
import Foundation
import GRDB

/// Makes mails about marks that are not sent yet fit rows made anew: an owner restored from a backup has forgotten some
/// of what they tell. What was sent stays as it is.
struct MarkRefit {
    let ledger: MailLedger
    let database: Database

    /// - Parameter source: the rows that are read from now on.
    func refit(to source: Int64) throws {
        let mails = try KeptStatement(
            """
            SELECT \(MailRow.columns) FROM mail WHERE kind = 1
                AND feed = (SELECT feed FROM source WHERE source = ?)
                AND state IN ('gathering', 'ready', 'retry', 'ambiguous')
            """,
            in: database
        ).all([source], MailRow.init)
        for mail in mails where try forget(mail, source) { try settle(mail, source) }
    }

    /// - Returns: whether the mail tells of less than before.
    private func forget(_ mail: MailRow, _ source: Int64) throws -> Bool {
        try KeptStatement(
            """
            DELETE FROM mail_event WHERE mail_id = ?1
                AND event_id NOT IN (SELECT event_id FROM mark_change WHERE source = ?2)
            """,
            in: database
        ).run([mail.id, source])
        return database.changesCount > 0
    }

    private func settle(_ mail: MailRow, _ source: Int64) throws {
        let mails = MailTable(database: database)
        guard mail.state != .gathering else {
            if try mails.eventCount(of: mail.id) == 0 { _ = try ledger.suppress(mail, .undone, in: database) }
            return
        }
        try mails.statement("UPDATE mail SET address = NULL, content = NULL WHERE mail_id = ?").run([mail.id])
        _ = try MarkClosing(source: source, ledger: ledger, database: database).close(mail)
    }
}
