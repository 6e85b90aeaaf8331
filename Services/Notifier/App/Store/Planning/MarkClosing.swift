import EventFeed
import Foundation
import GRDB
import School

/// Closes a window: what the mail tells is settled then.
struct MarkClosing {
    let source: Int64
    let ledger: MailLedger
    let database: Database

    func close(_ mail: MailRow) throws -> MailChange {
        let differences = try differences(of: mail)
        let mails = MailTable(database: database)
        try mails.tell(
            differences.map {
                ($0.mark, $0.before.map(StoredMark.number), $0.after.map(StoredMark.number))
            }, in: mail.id)
        guard !differences.isEmpty else { return try ledger.suppress(mail, .undone, in: database) }
        try mails.setReady(mail.id)
        return MailChange(kind: mail.kind, state: .ready)
    }

    private func differences(of mail: MailRow) throws -> [MarkDifference] {
        try MailTable(database: database).things(in: mail.id).compactMap { mark in
            MarkDifference(
                mark: mark, before: try value(of: mark, asOf: mail.window.opensAt - 1),
                after: try value(of: mark, asOf: mail.window.closesAt))
        }
    }

    private func value(of mark: UUID, asOf instant: Int64) throws -> CellValue {
        let number: Int?? = try KeptStatement(
            """
            SELECT value FROM mark_change WHERE source = ? AND mark_id = ? AND recorded_at <= ?
            ORDER BY recorded_at DESC LIMIT 1
            """,
            in: database
        ).first([source, mark, instant]) { $0[0] as Int? }
        return StoredMark.value(number ?? nil)
    }
}
