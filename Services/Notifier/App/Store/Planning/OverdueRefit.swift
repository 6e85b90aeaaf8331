import EventFeed
import Foundation
import GRDB

/// Makes mails about overdue entries that are not sent yet fit alerts read anew.
struct OverdueRefit {
    let ledger: MailLedger
    let database: Database

    /// - Parameter source: the rows that are read from now on.
    func refit(to source: Int64) throws {
        let mails = try KeptStatement(
            """
            SELECT \(MailRow.columns) FROM mail WHERE kind = 2
                AND feed = (SELECT feed FROM source WHERE source = ?)
                AND state IN ('ready', 'retry', 'ambiguous')
            """,
            in: database
        ).all([source], MailRow.init)
        for mail in mails { try settle(mail, source) }
    }

    private func settle(_ mail: MailRow, _ source: Int64) throws {
        let mails = MailTable(database: database)
        try mails.statement(
            """
            DELETE FROM mail_event WHERE mail_id = ?1
                AND event_id NOT IN (SELECT event_id FROM alert WHERE source = ?2)
            """
        ).run([mail.id, source])
        guard database.changesCount > 0 else { return }
        let left = try mails.things(in: mail.id)
        try mails.tell(left.map { ($0, nil, nil) }, in: mail.id)
        try mails.statement("UPDATE mail SET address = NULL, content = NULL WHERE mail_id = ?").run([mail.id])
        if left.isEmpty { _ = try ledger.suppress(mail, .undone, in: database) }
    }
}
