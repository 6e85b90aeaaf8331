import Foundation
import SMTP
import School
import Web

/// What all mails have in common: who sends them, in which language, and where their links lead.
public struct Letterhead: Sendable {
    public let sender: MailAddress
    public let senderName: HeaderText?
    /// The right part of every Message-ID.
    public let domain: String
    public let language: Language
    /// Where the diary's and the journal's pages begin, without a slash at the end.
    public let diary: String
    public let journal: String

    public init(
        sender: MailAddress, senderName: HeaderText?, domain: String, language: Language, diary: String,
        journal: String
    ) {
        self.sender = sender
        self.senderName = senderName
        self.domain = domain
        self.language = language
        self.diary = diary
        self.journal = journal
    }

    /// The message of these contents; nil where something of it cannot stand in a mail.
    public func message(_ contents: MailContents, _ mail: RenderedMail) -> Data? {
        let letter =
            switch contents {
            case .marks(let marks): MarkLetter(marks, on: self).letter
            case .overdue(let overdue): OverdueLetter(overdue, on: self).letter
            }
        guard let to = MailAddress(mail.address), let id = MessageID(mail.id, domain: domain),
            let subject = HeaderText(letter.subject)
        else { return nil }
        return MailMessage(
            from: sender, fromName: senderName ?? HeaderText(say(MailWords.sender)), to: to, subject: subject,
            date: mail.date, id: id, text: letter.text, language: language.tag
        )?.bytes
    }

    func say(_ phrase: Phrase) -> String { phrase.text(in: language) }

    /// The diary of the week a day is in.
    func week(of child: UUID, _ day: Day) -> String {
        "\(diary)/week?child=\(child.uuidString.lowercased())&from=\(day)"
    }

    func lesson(_ lesson: UUID) -> String { "\(journal)/lessons/\(lesson.uuidString.lowercased())" }
}

/// A mail in words.
struct Letter: Hashable, Sendable {
    /// The most entries one letter lists.
    static let maximumEntries = 200

    let subject: String
    let text: String

    /// - Parameter blocks: parted by empty lines.
    init(subject: String, blocks: [String]) {
        self.subject = subject
        text = blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }
}
