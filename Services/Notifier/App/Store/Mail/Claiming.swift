import EventFeed
import Foundation
import GRDB

/// Takes mails whose turn has come: what must not be sent any more is ended, the others are rendered and marked as
/// being sent, in one transaction.
struct Claiming {
    /// The most mails looked at in one transaction.
    static let step = 100

    let facts: SendingFacts
    let ledger: MailLedger
    let render: MailRenderer
    let now: Int64

    private var database: Database { facts.database }

    func claim(limit: Int) throws -> Claim {
        let due = try KeptStatement(Self.due, in: database).all([now, Self.step], MailRow.init)
        var claim = Claim(isMore: due.count == Self.step)
        for mail in due {
            guard claim.mails.count < limit else {
                claim.isMore = true
                break
            }
            try decide(mail, &claim)
        }
        return claim
    }

    private func decide(_ mail: MailRow, _ claim: inout Claim) throws {
        switch SendDecision(try facts.circumstances(of: mail, now: now), now: now) {
        case .suppress(let reason): claim.changes.append(try ledger.suppress(mail, reason, in: database))
        case .giveUp: claim.changes.append(try ledger.fail(mail, code: mail.replyCode, in: database))
        case .send(let address):
            guard let content = try content(of: mail, for: address) else {
                claim.changes.append(try ledger.suppress(mail, .undone, in: database))
                return
            }
            try start(mail, address, content)
            claim.mails.append(ClaimedMail(id: mail.id, kind: mail.kind, address: address, content: content))
        }
    }

    /// The bytes that were rendered for this address, or new ones: the same parts give the same bytes.
    private func content(of mail: MailRow, for address: String) throws -> Data? {
        let stored: Data?? = try KeptStatement(
            "SELECT content FROM mail WHERE mail_id = ? AND address = ?", in: database
        ).first([mail.id, address]) { $0[0] as Data? }
        if let stored, let stored { return stored }
        return try ContentsReader(facts: facts).contents(of: mail, now: now).flatMap {
            render($0, RenderedMail(id: mail.id, address: address, date: mail.window.closesAt))
        }
    }

    private func start(_ mail: MailRow, _ address: String, _ content: Data) throws {
        try KeptStatement(
            """
            UPDATE mail SET state = 'sending', attempts = attempts + 1, next_attempt = NULL, address = ?, content = ?
            WHERE mail_id = ?
            """,
            in: database
        ).run([address, content, mail.id])
    }

    /// Whoever has waited longest comes first, as the index has them.
    private static let due = """
        SELECT \(MailRow.columns) FROM mail
        WHERE state IN ('ready', 'retry', 'ambiguous') AND COALESCE(next_attempt, closes_at) <= ?
        ORDER BY COALESCE(next_attempt, closes_at) LIMIT ?
        """
}

/// Puts contents into a message's bytes; nil where that cannot be.
public typealias MailRenderer = @Sendable (MailContents, RenderedMail) -> Data?

/// What a rendering needs beside the contents.
public struct RenderedMail: Hashable, Sendable {
    public let id: UUID
    public let address: String
    /// Microseconds UTC: when the mail was decided, so that it is dated the same on every attempt.
    public let date: Int64

    public init(id: UUID, address: String, date: Int64) {
        self.id = id
        self.address = address
        self.date = date
    }
}

/// A mail on its way to the transport.
public struct ClaimedMail: Hashable, Sendable {
    public let id: UUID
    public let kind: MailKind
    public let address: String
    public let content: Data
}

/// What one claim brought.
public struct Claim: Sendable {
    public var mails: [ClaimedMail] = []
    public var changes: [MailChange] = []
    /// There is more whose turn has come.
    public var isMore = false
}
