import Contracts
import Foundation
import HTTPTypes
import HummingbirdTesting
import School
import Testing
import Web

@testable import JournalWriter

@Suite("The pages of a lesson whose topic was entered before its day")
struct EarlyTopicPageTests {
    private static let path = JournalPaths.lesson(EarlyTopicTests.lesson)

    private func version(_ site: TestSite) async throws -> Version? {
        try await site.web.parts.reader.read { try $0.lessonHead(EarlyTopicTests.lesson)?.version }
    }

    @Test("ask for a confirmation, which can be given from the day on")
    func asked() async throws {
        let site = try TestSite(try EarlyTopicTests.journal())
        var browser = try await site.browser()
        let before = try await site.get(Self.path, from: &browser)
        #expect(before.text.contains("введена заранее; подтвердить до конца"))
        #expect(!before.text.contains(LessonField.topicConfirmed))
        site.journal.set(EarlyTopicTests.morning)
        browser = try await site.browser()
        #expect(try await site.get(Self.path, from: &browser).text.contains("Подтверждаю тему"))
        let day = try await site.get(JournalPaths.day(Sample.today + 2), from: &browser)
        #expect(day.text.contains("Дроби — введена заранее; подтвердить до конца дня"))
    }

    @Test("keep it unconfirmed when the form is saved without the box, and confirm it with the box, once")
    func confirmed() async throws {
        let site = try TestSite(try EarlyTopicTests.journal())
        site.journal.set(EarlyTopicTests.morning)
        var browser = try await site.browser()
        _ = try await site.submit(Self.path, changing: ["homework-kind": "none"], from: &browser)
        #expect(try await version(site) == 3)
        #expect(try await site.get(Self.path, from: &browser).text.contains("Подтверждаю тему"))
        let box: [String: String?] = [LessonField.topicConfirmed: FormField.yes]
        let answer = try await site.submit(Self.path, changing: box, from: &browser)
        #expect(answer.status == .seeOther)
        let page = try await site.get(Self.path, from: &browser)
        #expect(page.text.contains("Сохранено: тема"))
        #expect(!page.text.contains("Подтверждаю тему") && !page.text.contains("введена заранее"))
        #expect(try await version(site) == 4)
        _ = try await site.submit(Self.path, changing: box, from: &browser)
        #expect(try await version(site) == 4)
        try site.journal.expectFold()
    }

    @Test("confirm it also where homework was entered meanwhile")
    func meanwhile() async throws {
        let site = try TestSite(try EarlyTopicTests.journal())
        site.journal.set(EarlyTopicTests.morning)
        var browser = try await site.browser()
        let page = try await site.get(Self.path, from: &browser)
        var fields = PageForm(page.text, action: "/journal" + Self.path).fields
        fields.set(LessonField.topicConfirmed, FormField.yes)
        try site.journal.accept(Make.homework(.text("§ 5"), version: 2, lesson: EarlyTopicTests.lesson))
        let answer = try await site.send(.post, Self.path, from: &browser, body: fields.encoded)
        #expect(answer.status == .seeOther)
        #expect(try await version(site) == 4)
    }

    @Test("of a program say that it is early, and confirm it by the same text")
    func program() async throws {
        let site = try TestSite(try EarlyTopicTests.journal())
        site.journal.set(EarlyTopicTests.morning)
        var browser = try await site.browser()
        let path = "/api/v1/lessons/\(EarlyTopicTests.lesson.text)"
        #expect(try await site.get(path, from: &browser).text.contains(#""topic_is_early":true"#))
        try site.journal.accept(Make.topic("Дроби", version: 2, lesson: EarlyTopicTests.lesson))
        #expect(try await site.get(path, from: &browser).text.contains(#""topic_is_early":false"#))
    }
}
