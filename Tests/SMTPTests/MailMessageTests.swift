import Foundation
import Testing

@testable import SMTP

struct MailMessageTests {
    @Test func isRenderedTheSameWayEachTime() throws {
        let text = try #require(Self.message(subject: "Новые отметки: Иван", text: "Алгебра: 5\nФизика: 4\n"))
        let expected = [
            "Date: Tue, 01 Sep 2026 08:30:00 +0000",
            "From: =?UTF-8?B?0JfQstC+0L3QvtC6?=",
            " <journal@school.test>",
            "To: <mother@mail.test>",
            "Message-ID: <00000000-0000-0000-0000-000000000001@school.test>",
            "Subject: =?UTF-8?B?0J3QvtCy0YvQtSDQvtGC0LzQtdGC0LrQuDog0JjQstCw0L0=?=",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Language: ru",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "",
            "0JDQu9Cz0LXQsdGA0LA6IDUNCtCk0LjQt9C40LrQsDogNA0K",
            "",
        ]
        #expect(String(decoding: text.bytes, as: UTF8.self).components(separatedBy: "\r\n") == expected)
        #expect(text.bytes == text.bytes)
    }

    @Test func keepsEveryLineWithinItsLength() throws {
        let subject = String(repeating: "щ", count: HeaderText.maximumLength / 2)
        let message = try #require(Self.message(subject: subject, text: String(repeating: "ы", count: 5_000)))
        let lines = String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 78 && !$0.contains("\n") && !$0.contains("\r") })
        #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
        let words = lines.filter { $0.contains("=?UTF-8?B?") && !$0.hasPrefix("From") }
        let decoded = words.compactMap { line -> String? in
            guard let start = line.range(of: "?B?"), let end = line.range(of: "?=", options: .backwards) else {
                return nil
            }
            return Data(base64Encoded: String(line[start.upperBound..<end.lowerBound])).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        #expect(decoded.joined() == subject)
    }

    @Test(arguments: ["a\r\nBcc: b@c", "a\nb", "a\rb", "a\0b", "\u{1B}[2J", "a\u{7F}", "a\u{85}b", "a\u{2028}b"])
    func aNameOrSubjectWithAControlCharacterIsRefused(_ text: String) {
        #expect(HeaderText(text) == nil)
    }

    @Test func headerTextEndsAtItsLength() {
        #expect(HeaderText(String(repeating: "a", count: HeaderText.maximumLength)) != nil)
        #expect(HeaderText(String(repeating: "a", count: HeaderText.maximumLength + 1)) == nil)
    }

    @Test func plainTextThatLooksEncodedIsEncoded() throws {
        let text = try #require(HeaderText("=?UTF-8?B?aGk=?="))
        #expect(text.encoded(after: 0) == "=?UTF-8?B?PT9VVEYtOD9CP2FHaz0/PQ==?=")
    }

    @Test func aPlainNameIsQuoted() throws {
        let name = try #require(HeaderText(#"School "5", Krasnodar"#))
        let message = try #require(Self.message(name: name, subject: "Marks", text: "-"))
        let lines = String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines[1] == #"From: "School \"5\", Krasnodar" <journal@school.test>"#)
        #expect(lines[4] == "Subject: Marks")
    }

    @Test func textEndsAtItsLength() {
        #expect(Self.message(subject: "s", text: String(repeating: "a", count: MailMessage.maximumText)) != nil)
        #expect(Self.message(subject: "s", text: String(repeating: "a", count: MailMessage.maximumText + 1)) == nil)
    }

    @Test(arguments: [
        (-1, "Wed, 31 Dec 1969 23:59:59 +0000"), (0, "Thu, 01 Jan 1970 00:00:00 +0000"),
        (951_782_400_999_999, "Tue, 29 Feb 2000 00:00:00 +0000"),
    ])
    func datesAreThoseOfTheCalendar(_ instant: Int64, _ text: String) {
        #expect(MailDate.text(instant) == text)
    }

    static func message(
        name: HeaderText? = HeaderText("Звонок"), subject: String, text: String
    ) -> MailMessage? {
        guard let from = MailAddress("journal@school.test"), let to = MailAddress("mother@mail.test"),
            let subject = HeaderText(subject),
            let id = MessageID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)), domain: "school.test")
        else { return nil }
        return MailMessage(
            from: from, fromName: name, to: to, subject: subject, date: 1_788_251_400_000_000, id: id, text: text,
            language: "ru")
    }
}
