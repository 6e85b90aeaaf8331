import EventFeed
import Foundation
import GRDB

/// A mail as its row says it.
struct MailRow: Sendable {
    static let columns = """
        mail_id, kind, feed, school_id, recipient_id, child_id, trace_id, opens_at, closes_at, expires_at, state,
        attempts, ambiguous, reply_code
        """

    let id: UUID
    let kind: MailKind
    let feed: String
    let school: UUID
    let recipient: UUID
    let child: UUID?
    let traceID: UUID
    let window: MarkWindow
    let expiresAt: Int64
    let state: MailState
    let attempts: Int
    let ambiguous: Int
    let replyCode: Int?

    /// From ``columns``. The table's CHECKs hold kind and state to those that are known.
    init(_ row: Columns) {
        id = row[0]
        kind = MailKind(rawValue: row[1]) ?? .marks
        feed = row[2]
        school = row[3]
        recipient = row[4]
        child = row[5]
        traceID = row[6]
        window = MarkWindow(opensAt: row[7], closesAt: row[8])
        expiresAt = row[9]
        state = MailState(rawValue: row[10]) ?? .gathering
        attempts = row[11]
        ambiguous = row[12]
        replyCode = row[13]
    }
}
