import Foundation

/// A mail of plain text, as it is sent: the same parts give the same bytes on every attempt.
///
/// Text alone, in base64: nothing in it needs escaping or has lines too long, whatever the text, and it reads the same
/// in every program and aloud.
public struct MailMessage: Hashable, Sendable {
    /// The longest text, in bytes of UTF-8.
    public static let maximumText = 256 * 1_024
    public let from: MailAddress
    public let fromName: HeaderText?
    public let to: MailAddress
    public let subject: HeaderText
    /// Microseconds UTC; written to the second.
    public let date: Int64
    public let id: MessageID
    /// Its lines end with U+000A.
    public let text: String
    /// What the text is written in (RFC 5646), such as "ru".
    public let language: String

    /// Nil for text beyond ``maximumText`` or a language that is no tag.
    public init?(
        from: MailAddress, fromName: HeaderText?, to: MailAddress, subject: HeaderText, date: Int64, id: MessageID,
        text: String, language: String
    ) {
        guard text.utf8.count <= Self.maximumText, Self.isTag(language) else { return nil }
        self.from = from
        self.fromName = fromName
        self.to = to
        self.subject = subject
        self.date = date
        self.id = id
        self.text = text
        self.language = language
    }

    /// The whole message, its lines ending with CRLF, the last one too (RFC 5322, 2.1; RFC 2045).
    public var bytes: Data {
        let header = [
            "Date: \(MailDate.text(date))",
            "From: \(sender)",
            "To: <\(to)>",
            "Message-ID: \(id)",
            "Subject: \(subject.encoded(after: "Subject: ".utf8.count))",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Language: \(language)",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
        ]
        return Data((header + ["", encodedText, ""]).joined(separator: "\r\n").utf8)
    }

    private var sender: String {
        guard let fromName else { return "<\(from)>" }
        let name = fromName.encoded(after: "From: ".utf8.count)
        // Encoded words need no quotes; plain words may hold what has a meaning in an address.
        let isEncoded = name.hasPrefix("=?")
        let quoted = "\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        return (isEncoded ? name + "\r\n" : quoted) + " <\(from)>"
    }

    /// Lines of base64 over the text in its canonical form, whose lines end with CRLF (RFC 2045, 6.8).
    private var encodedText: String {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return Data(lines.joined(separator: "\r\n").utf8).base64EncodedString(
            options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
    }

    private static func isTag(_ text: String) -> Bool {
        (2...35).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
