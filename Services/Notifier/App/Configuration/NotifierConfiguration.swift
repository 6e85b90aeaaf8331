import Foundation
import SMTP
import School
import ServiceKit
import Web

/// What the keys say together.
struct NotifierConfiguration {
    let values: ConfigurationValues

    init(_ values: ConfigurationValues) { self.values = values }

    var marks: MarkPolicy {
        MarkPolicy(
            gather: values[NotifierKeys.gather].microseconds, undo: values[NotifierKeys.undo].microseconds,
            freshness: values[NotifierKeys.marksFreshness].microseconds)
    }

    /// - Throws: where the times contradict each other.
    func hours() throws(ConfigurationMistake) -> StaffHours {
        let (first, last) = (values[NotifierKeys.overdueAt], values[NotifierKeys.quietFrom])
        guard let hours = StaffHours(overdueAt: first, quietFrom: last) else {
            let name = NotifierKeys.quietFrom.name
            throw ConfigurationMistake(
                place: values.place(of: name) ?? .declaration, key: name, found: "\(last)",
                expected: "a time after \(NotifierKeys.overdueAt.name), which is \(first)")
        }
        return hours
    }

    var schedule: RetrySchedule {
        RetrySchedule(
            first: values[MailKeys.retryFirst].microseconds, longest: values[MailKeys.retryLongest].microseconds)
    }

    var letterhead: Letterhead {
        let origin = values[WebKeys.publicOrigin].text
        return Letterhead(
            sender: values[MailKeys.sender], senderName: values[MailKeys.senderName], domain: domain,
            language: values[MailKeys.language], diary: origin + values[WebKeys.diaryBase].text,
            journal: origin + values[WebKeys.journalBase].text)
    }

    private var domain: String { values[MailKeys.domain] ?? values[MailKeys.sender].domain }

    /// The server; nil where mails are written as files.
    /// - Throws: `PasswordFile.Unreadable`.
    func server() throws(PasswordFile.Unreadable) -> SMTPServer? {
        guard let host = values[SMTPKeys.host] else { return nil }
        return SMTPServer(
            host: host, port: values[SMTPKeys.port], security: values[SMTPKeys.security],
            credentials: try credentials(), authorities: values[SMTPKeys.authorities], greeting: domain,
            limits: SMTPLimits(
                session: values[SMTPKeys.session], command: values[SMTPKeys.command],
                finalReply: values[SMTPKeys.finalReply]))
    }

    private func credentials() throws(PasswordFile.Unreadable) -> SMTPServer.Credentials? {
        guard let user = values[SMTPKeys.user], let file = values[SMTPKeys.passwordFile] else { return nil }
        return SMTPServer.Credentials(user: user, password: try PasswordFile.read(file))
    }
}

extension Duration {
    var microseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
