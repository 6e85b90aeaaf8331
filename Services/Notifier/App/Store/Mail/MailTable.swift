import EventFeed
import Foundation
import GRDB

/// The mails themselves, row by row.
struct MailTable {
    let database: Database

    func find(_ id: UUID) throws -> MailRow? {
        try statement("SELECT \(MailRow.columns) FROM mail WHERE mail_id = ?").first([id], MailRow.init)
    }

    /// Begins a mail, unless it was begun before.
    /// - Returns: false if it stands already.
    func insert(_ mail: NewMail) throws -> Bool {
        try statement(
            """
            INSERT INTO mail (mail_id, kind, feed, school_id, recipient_id, child_id, trace_id, opens_at, closes_at,
                expires_at, state, begun_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (mail_id) DO NOTHING
            """
        ).run([
            mail.id, mail.kind.rawValue, mail.feed, mail.school, mail.recipient, mail.child, mail.traceID,
            mail.window.opensAt, mail.window.closesAt, mail.expiresAt, mail.state.rawValue, mail.begunAt,
        ])
        return database.changesCount > 0
    }

    /// Notes an event that a mail tells of.
    func add(event: UUID, thing: UUID, to mail: UUID) throws {
        try statement("INSERT OR IGNORE INTO mail_event VALUES (?, ?, ?)").run([mail, event, thing])
    }

    /// A mail that gathers on is news for longer.
    func extend(_ mail: UUID, expiresAt: Int64) throws {
        try statement("UPDATE mail SET expires_at = MAX(expires_at, ?) WHERE mail_id = ?").run([expiresAt, mail])
    }

    /// Puts what a mail tells in the place of what it told.
    func tell(_ told: [(thing: UUID, before: Int?, after: Int?)], in mail: UUID) throws {
        try statement("DELETE FROM mail_told WHERE mail_id = ?").run([mail])
        for one in told {
            try statement("INSERT INTO mail_told VALUES (?, ?, ?, ?)").run([mail, one.thing, one.before, one.after])
        }
    }

    func told(in mail: UUID) throws -> [(thing: UUID, before: Int?, after: Int?)] {
        try statement("SELECT thing_id, before, after FROM mail_told WHERE mail_id = ? ORDER BY thing_id")
            .all([mail]) { ($0[0], $0[1], $0[2]) }
    }

    func things(in mail: UUID) throws -> [UUID] {
        try statement("SELECT DISTINCT thing_id FROM mail_event WHERE mail_id = ? ORDER BY thing_id").all([mail]) {
            $0[0]
        }
    }

    func eventCount(of mail: UUID) throws -> Int {
        try statement("SELECT COUNT(*) FROM mail_event WHERE mail_id = ?").first([mail]) { $0[0] } ?? 0
    }

    func setReady(_ mail: UUID) throws {
        try statement("UPDATE mail SET state = 'ready' WHERE mail_id = ? AND state = 'gathering'").run([mail])
    }

    /// What was rendered of these persons goes; a mail that is still to be sent is rendered again from what is left.
    func forgetBytes(of persons: [UUID]) throws {
        for person in persons {
            try statement(
                """
                UPDATE mail SET address = NULL, content = NULL
                WHERE content IS NOT NULL AND (recipient_id = ?1 OR child_id = ?1)
                """
            ).run([person])
        }
    }

    func statement(_ sql: String) throws -> KeptStatement { try KeptStatement(sql, in: database) }
}

/// A mail about to be begun.
struct NewMail {
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
    /// The wall clock then, microseconds UTC: only told to who asks, never judged by.
    let begunAt: Int64
}
