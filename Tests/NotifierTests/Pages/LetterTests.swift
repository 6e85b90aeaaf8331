import Foundation
import SMTP
import School
import TestKit
import Testing
import Web

@testable import Notifier

@Suite("Letters")
struct LetterTests {
    private static func head(_ language: Language, name: HeaderText? = nil) throws -> Letterhead {
        Letterhead(
            sender: try #require(MailAddress("journal@school.example")), senderName: name, domain: "school.example",
            language: language, diary: "https://zvonok.example/diary", journal: "https://zvonok.example/journal")
    }

    private static func message(_ contents: MailContents, _ language: Language = .russian) throws -> String {
        let mail = RenderedMail(id: Sample.id(0xE1), address: "mother@family.example", date: Sample.noon)
        return String(decoding: try #require(try head(language).message(contents, mail)), as: UTF8.self)
    }

    /// Header lines as they travel, and the body as it reads.
    private static func readable(_ message: String) throws -> String {
        let parts = message.split(separator: "\r\n\r\n", maxSplits: 1)
        let body = try #require(
            parts.last.flatMap { Data(base64Encoded: String($0), options: .ignoreUnknownCharacters) })
        return (parts.first ?? "").replacing("\r\n", with: "\n") + "\n\n"
            + String(decoding: body, as: UTF8.self).replacing("\r\n", with: "\n")
    }

    private static func told(
        _ number: UInt64, subject: String? = "Алгебра", day: Day = Sample.day, kind: Int? = 3, before: CellValue = nil,
        after: CellValue = .points(5)
    ) -> MarkMail.Told {
        MarkMail.Told(
            mark: Sample.markID(number), subject: subject, day: day, workKind: kind, before: before, after: after)
    }

    private static let marks = MailContents.marks(
        MarkMail(
            child: Sample.pupil, childName: "Анна",
            told: [
                told(1), told(2, subject: "Физика", before: .points(3), after: .points(4)),
                told(3, subject: "Химия", day: Sample.day + 1, kind: 7, before: .points(2), after: nil),
                told(4, subject: "Физкультура", day: Sample.day + 1, kind: nil, after: .pass),
                told(5, subject: nil, day: Sample.day + 1, kind: 10, after: .owed),
            ]))

    private static let overdue = MailContents.overdue(
        OverdueMail(
            today: Sample.day + 1,
            items: [
                item(1, rule: 1, due: SchoolZone.Local(Sample.day + 1, .midnight)),
                item(2, rule: 2, due: SchoolZone.Local(Sample.day, MinuteOfDay(hour: 10, minute: 15) ?? .midnight)),
                item(3, rule: 4, due: SchoolZone.Local(Sample.day - 1, .midnight), place: nil),
            ]))

    private static func item(_ number: UInt64, rule: Int, due: SchoolZone.Local, place: String? = "7А")
        -> OverdueMail.Item
    {
        OverdueMail.Item(
            alert: Sample.alertID(number), lesson: Sample.lesson, rule: rule, clause: "3.5", day: due.day - 1,
            lessonNumber: place == nil ? nil : 2, group: place, subject: place.map { _ in "Алгебра" }, due: due)
    }

    @Test("read as they should, in both languages", arguments: [Language.russian, .english])
    func snapshots(_ language: Language) throws {
        let marks = try Self.readable(try Self.message(Self.marks, language))
        #expect(try Snapshot.difference(marks, named: "marks-\(language.tag).txt") == nil)
        let overdue = try Self.readable(try Self.message(Self.overdue, language))
        #expect(try Snapshot.difference(overdue, named: "overdue-\(language.tag).txt") == nil)
    }

    @Test("are the same bytes on every attempt, lines of ASCII ended by CRLF")
    func bytes() throws {
        let message = try Self.message(Self.marks)
        #expect(try Self.message(Self.marks) == message)
        #expect(message.utf8.allSatisfy { $0 < 0x80 })
        #expect(message.hasSuffix("\r\n") && !message.replacing("\r\n", with: "").contains("\n"))
        #expect(message.contains("\r\nMessage-ID: <\(Sample.id(0xE1).uuidString.lowercased())@school.example>\r\n"))
        #expect(message.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 78 })
    }

    @Test(
        "count as people do",
        arguments: [
            (1, "1\u{A0}новая или изменённая оценка:", "is 1\u{A0}new or changed mark:"),
            (2, "2\u{A0}новые или изменённые оценки:", "are 2\u{A0}new or changed marks:"),
            (5, "5\u{A0}новых или изменённых оценок:", "are 5\u{A0}new or changed marks:"),
            (11, "11\u{A0}новых или изменённых оценок:", "are 11\u{A0}new or changed marks:"),
            (21, "21\u{A0}новая или изменённая оценка:", "are 21\u{A0}new or changed marks:"),
        ])
    func counts(_ count: Int, _ russian: String, _ english: String) throws {
        let told = (1...count).map { Self.told(UInt64($0)) }
        let contents = MailContents.marks(MarkMail(child: Sample.pupil, childName: "Анна", told: told))
        #expect(try Self.readable(try Self.message(contents)).contains("В дневнике " + russian + " Анна."))
        #expect(try Self.readable(try Self.message(contents, .english)).contains("In the diary there " + english))
    }

    @Test("list so many entries and say how many more there are")
    func long() throws {
        let told = (1...UInt64(Letter.maximumEntries) + 3).map { Self.told($0) }
        let text = try Self.readable(
            try Self.message(.marks(MarkMail(child: Sample.pupil, childName: "Анна", told: told))))
        #expect(text.contains("и ещё 3\u{A0}записи"))
        #expect(text.split(separator: "\n").filter { $0.hasPrefix("  Алгебра") }.count == Letter.maximumEntries)
    }

    @Test(
        "leave out a name that would be a header of its own, or is none",
        arguments: ["Анна\r\nBcc: c@d.example", "Анна\n\n<html>", "Анна\u{0}", "Анна\u{2028}Bcc: c@d.example", nil])
    func name(_ name: String?) throws {
        let message = try Self.message(
            .marks(MarkMail(child: Sample.pupil, childName: name, told: [Self.told(1, subject: name)])))
        #expect(!message.contains("Bcc"))
        let text = try Self.readable(message)
        #expect(text.contains("ваш ребёнок") && text.contains("Предмет не указан: 5") && !text.contains("Bcc"))
        let harmless = try Self.message(
            .marks(MarkMail(child: Sample.pupil, childName: "Анна", told: [Self.told(1, subject: "Алгебра")])))
        #expect(try Self.headers(message) == Self.headers(harmless))
    }

    /// The names of a message's headers, in order.
    private static func headers(_ message: String) throws -> [Substring] {
        let head = try #require(try readable(message).split(separator: "\n\n", maxSplits: 1).first)
        return head.split(separator: "\n").filter { $0.first != " " && $0.first != "\t" }.map {
            $0.prefix { $0 != ":" }
        }
    }

    @Test("are not written to an address that would be a command, nor under a domain that is none")
    func address() throws {
        for address in ["a@b\r\nBcc: c@d", "мама@почта.рф", ""] {
            let mail = RenderedMail(id: Sample.id(1), address: address, date: 0)
            #expect(try Self.head(.russian).message(Self.marks, mail) == nil)
        }
    }

    @Test("bear the configured name of the sender, encoded where it needs to be")
    func sender() throws {
        let mail = RenderedMail(id: Sample.id(1), address: "mother@family.example", date: 0)
        let named = try Self.head(.russian, name: HeaderText("School \"No. 1\"")).message(Self.marks, mail)
        #expect(
            String(decoding: try #require(named), as: UTF8.self)
                .contains("\r\nFrom: \"School \\\"No. 1\\\"\" <journal@school.example>\r\n"))
    }
}
