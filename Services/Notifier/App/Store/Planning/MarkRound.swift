import EventFeed
import Foundation
import GRDB
import School

/// Takes events of one journal's marks, in the order they were recorded, into the windows of those who are told.
struct MarkRound {
    let feed: String
    let source: Int64
    let diaries: [Int64]
    let policy: MarkPolicy
    let shelf: ZoneShelf
    let now: Int64
    let database: Database

    /// Who is told is judged by what was recorded when the event was.
    func take(_ event: MarkEvent) throws {
        let guardianships = try FamilyLookup(database: database).guardianships(
            of: event.pupil, source: source, asOf: event.recordedAt)
        guard !guardianships.isEmpty,
            let zones = try SchoolLookup(shelf: shelf, database: database).zones(of: event.school, source: source)
        else { return }
        let day = zones.local(at: event.recordedAt).day
        let told = Set(guardianships.filter { $0.stands(on: day) }.map(\.guardian))
        for guardian in told.sorted(by: { $0.uuidString < $1.uuidString }) { try tell(guardian, of: event) }
    }

    private func tell(_ guardian: UUID, of event: MarkEvent) throws {
        let accounts = try FamilyLookup(database: database).accounts(
            of: guardian, diaries: diaries, asOf: event.recordedAt)
        guard let account = Account.forMarks(accounts) else { return }
        let mails = MailTable(database: database)
        let mail = try openWindow(guardian, event) ?? open(guardian, account, event, mails)
        guard let mail else { return }
        try mails.add(event: event.id, thing: event.mark, to: mail)
        try mails.extend(mail, expiresAt: event.recordedAt + policy.freshness)
    }

    private func openWindow(_ guardian: UUID, _ event: MarkEvent) throws -> UUID? {
        try KeptStatement(
            """
            SELECT mail_id FROM mail WHERE recipient_id = ?1 AND child_id = ?2 AND closes_at >= ?3 AND opens_at <= ?3
                AND feed = ?4 AND state = 'gathering'
            """,
            in: database
        ).first([guardian, event.pupil, event.recordedAt, feed]) { $0[0] }
    }

    /// - Returns: nil where this very mail was begun, and closed, before.
    private func open(_ guardian: UUID, _ account: Account, _ event: MarkEvent, _ mails: MailTable) throws -> UUID? {
        let id = MailKey.marks(recipient: guardian, child: event.pupil, event: event.id)
        let isNew = try mails.insert(
            NewMail(
                id: id, kind: .marks, feed: feed, school: event.school, recipient: guardian, child: event.pupil,
                traceID: event.traceID, window: MarkWindow(openedBy: event, for: account, policy: policy),
                expiresAt: event.recordedAt + policy.freshness, state: .gathering, begunAt: now))
        return isNew ? id : nil
    }
}
