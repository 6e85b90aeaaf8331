import SMTP
import ServiceKit
import Web

/// The keys that say who writes, how often is tried, and where mails go without a server.
enum MailKeys {
    static let sender = ConfigurationKey(
        "mail.sender", .mailAddress, doc: "The address mails come from.")
    static let senderName = ConfigurationKey.optional(
        "mail.sender-name", ConfigurationType<HeaderText>.headerText, doc: "The name beside it.")
    static let domain = ConfigurationKey.optional(
        "mail.domain", ConfigurationType<String>.domainName,
        doc: "The right part of every Message-ID, and our name to the server; without it the sender's domain.")
    static let language = ConfigurationKey(
        "mail.language", ConfigurationType<Language>.choice, default: .russian, doc: "What mails are written in.")
    static let folder = ConfigurationKey(
        "mail.folder", .path, default: "outbox",
        doc: "Where mails are written as files while no server (smtp.host) is configured.")
    static let parallel = ConfigurationKey(
        "mail.parallel", .int(1...64), default: 4, unit: "mails", doc: "How many are handed to the server at once.")
    static let retryFirst = ConfigurationKey(
        "mail.retry-first", .duration(.milliseconds(100) ... .seconds(86_400)), default: .seconds(60),
        doc: "How long until a mail that was not taken on is tried again; doubled after each attempt.")
    static let retryLongest = ConfigurationKey(
        "mail.retry-longest", .duration(.milliseconds(100) ... .seconds(86_400)), default: .seconds(3_600),
        doc: "The longest wait between two attempts.")
    static let startLimit = ConfigurationKey(
        "mail.start-limit", .duration(.milliseconds(100) ... .seconds(86_400)), default: .seconds(600),
        doc: "After a start, how long mails wait for a feed whose owner does not answer.")

    static let all: [any ConfigurationDeclaration] = [
        sender, senderName, domain, language, folder, parallel, retryFirst, retryLongest, startLimit,
    ]
}

/// The keys of the server that takes mails on.
enum SMTPKeys {
    static let host = ConfigurationKey.optional(
        "smtp.host", ConfigurationType<String>.string, doc: "The server; without it, mails are written as files.")
    static let port = ConfigurationKey("smtp.port", .port, default: 587, doc: "Its port.")
    static let security = ConfigurationKey(
        "smtp.security", ConfigurationType<SMTPServer.Security>.choice, default: .startTLS,
        doc: "How the connection is made secret; none only for a relay on the same machine, and never with a login.")
    static let authorities = ConfigurationKey.optional(
        "smtp.authorities", ConfigurationType<String>.path,
        doc: "A file of certificates whose holders are trusted; without it, the system's.")
    static let user = ConfigurationKey.optional(
        "smtp.user", ConfigurationType<String>.string, doc: "The name to log in with.")
    static let passwordFile = ConfigurationKey.optional(
        "smtp.password-file", ConfigurationType<String>.path,
        doc: "The file with the password, one line that only the user this runs as may read.")
    static let session = ConfigurationKey(
        "smtp.session-limit", .duration(.milliseconds(100) ... .seconds(600)), default: SMTPLimits().session,
        doc: "How long connection, greeting, TLS and login may take together.")
    static let command = ConfigurationKey(
        "smtp.command-limit", .duration(.milliseconds(100) ... .seconds(600)), default: SMTPLimits().command,
        doc: "How long the server may take over each command before the mail's end.")
    static let finalReply = ConfigurationKey(
        "smtp.final-reply-limit", .duration(.milliseconds(100) ... .seconds(3_600)), default: SMTPLimits().finalReply,
        doc: "How long the server may take to confirm a whole mail; a shorter limit makes duplicates.")

    static let all: [any ConfigurationDeclaration] = [
        host, port, security, authorities, user, passwordFile, session, command, finalReply,
    ]
}

extension ConfigurationType where Value == MailAddress {
    static var mailAddress: Self {
        .custom("a mail address such as journal@school.example", render: \.text) { MailAddress($0) }
    }
}

extension ConfigurationType where Value == HeaderText {
    static var headerText: Self {
        .custom(
            "text of at most \(HeaderText.maximumLength) bytes without control characters", render: { "\"\($0.text)\"" }
        ) { HeaderText($0) }
    }
}

extension ConfigurationType where Value == String {
    static var domainName: Self {
        .custom("a domain name such as school.example", render: { $0 }) { MailAddress.isDomain($0) ? $0 : nil }
    }
}
