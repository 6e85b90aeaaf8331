import EventFeed
import Foundation
import GRDB
import SMTP
import School

/// What is known, at the moment of sending, of whom a mail is for.
struct SendingFacts {
    let standings: Standings
    let shelf: ZoneShelf
    let database: Database

    /// - Parameter now: microseconds UTC.
    func circumstances(of mail: MailRow, now: Int64) throws -> SendDecision.Circumstances {
        switch mail.kind {
        case .marks: try ofMarks(mail, now)
        case .overdue: try ofOverdue(mail, now)
        }
    }

    /// The day it is where the school is; nil for a school that no journal tells of any more.
    func today(at school: UUID, now: Int64) throws -> Day? {
        try zones(of: school)?.local(at: now).day
    }

    func zones(of school: UUID) throws -> ZoneHistory? {
        for source in standings.sources(.journal) {
            let found = try SchoolLookup(shelf: shelf, database: database).zones(of: school, source: source)
            if let found { return found }
        }
        return nil
    }

    /// Of what an overdue mail tells: the alerts that are open now.
    func openAlerts(of mail: UUID) throws -> [(source: Int64, alert: UUID)] {
        let alerts = try MailTable(database: database).told(in: mail).map(\.thing)
        return try standings.sources(.alerts).flatMap { source in
            try alerts.filter { try isOpen($0, source) }.map { (source, $0) }
        }
    }

    private func ofMarks(_ mail: MailRow, _ now: Int64) throws -> SendDecision.Circumstances {
        let family = FamilyLookup(database: database)
        let diaries = standings.sources(.diary)
        let account = Account.forMarks(
            try family.accounts(of: mail.recipient, diaries: diaries, asOf: .max - 1))
        let address = try account.flatMap { try family.address(of: $0.id, diaries: diaries) }
        return SendDecision.Circumstances(
            hasRight: try isGuardian(mail, family, now), isWanted: account != nil, address: usable(address),
            isCurrent: true, expiresAt: mail.expiresAt, attempts: mail.attempts)
    }

    private func isGuardian(_ mail: MailRow, _ family: FamilyLookup, _ now: Int64) throws -> Bool {
        guard let child = mail.child, let today = try today(at: mail.school, now: now),
            let source = standings.all.first(where: { $0.feed == mail.feed })?.source
        else { return false }
        return try family.guardianships(of: child, source: source, asOf: .max).contains {
            $0.guardian == mail.recipient && $0.stands(on: today)
        }
    }

    private func ofOverdue(_ mail: MailRow, _ now: Int64) throws -> SendDecision.Circumstances {
        SendDecision.Circumstances(
            hasRight: try isEmployed(mail, now), isWanted: true, address: usable(try staffAddress(mail.recipient)),
            isCurrent: try !openAlerts(of: mail.id).isEmpty, expiresAt: mail.expiresAt, attempts: mail.attempts)
    }

    private func isEmployed(_ mail: MailRow, _ now: Int64) throws -> Bool {
        guard let today = try today(at: mail.school, now: now) else { return false }
        return try standings.sources(.journal).allSatisfy { source in
            let lastDay: Int32? = try KeptStatement(
                "SELECT last_day FROM staff_end WHERE source = ? AND staff_id = ?", in: database
            ).first([source, mail.recipient]) { $0[0] }
            return lastDay.map { today <= Day(rawValue: $0) } ?? true
        }
    }

    private func staffAddress(_ staff: UUID) throws -> String? {
        for source in standings.sources(.journal) {
            let found: String?? = try KeptStatement(
                """
                SELECT email FROM staff_card INDEXED BY staff_card_of_staff
                WHERE source = ? AND staff_id = ? ORDER BY sequence DESC LIMIT 1
                """,
                in: database
            ).first([source, staff]) { $0[0] as String? }
            if let found { return found }
        }
        return nil
    }

    private func isOpen(_ alert: UUID, _ source: Int64) throws -> Bool {
        try KeptStatement(
            "SELECT 1 FROM alert_span WHERE source = ? AND alert_id = ? AND closed_at = ?", in: database
        ).first([source, alert, AlertSpans.never]) { _ in true } ?? false
    }

    /// Nil where no mail could be sent to it.
    private func usable(_ address: String?) -> String? { address.flatMap(MailAddress.init)?.text }
}
