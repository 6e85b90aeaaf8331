import Foundation
import GRDB
import HTTPTypes
import HummingbirdTesting
import School
import ServiceKit
import Testing
import Web

@testable import JournalWriter

@Suite("Who may see a lesson")
struct AccessTests {
    private static let path = JournalPaths.lesson(Sample.lesson)

    private func site() throws -> TestSite {
        let journal = try Sample.journal()
        try journal.accept(Make.issueAccount(Sample.secondTeacher, login: "petrova"))
        try journal.accept(Make.issueAccount(Sample.foreignTeacher, login: "foreign"), school: Sample.otherSchool)
        return try TestSite(journal)
    }

    @Test("is nobody without a session: a page sends to the sign-in, and returns")
    func nobody() async throws {
        let site = try site()
        var browser = Browser()
        for route in site.web.site.table.routes.map(\.facts) where route.access == .staff && !route.isAPI {
            let path = route.path.replacing(":lesson", with: Sample.lesson.uuidString)
                .replacing(":day", with: "2026-10-12")
            let answer = try await site.send(
                route.method, path, from: &browser, body: route.method == .get ? nil : "a=b")
            let expected = route.method == .get ? HTTPResponse.Status.seeOther : .unauthorized
            #expect(answer.status == expected, "\(route.name)")
            #expect(!answer.text.contains("Иванова"), "\(route.name)")
        }
    }

    @Test("is not another school's staff, nor a colleague: for them it is not there")
    func strangers() async throws {
        let site = try site()
        for person in [Sample.foreignTeacher] {
            var browser = try await site.browser(person)
            let refused = try await site.get(Self.path, from: &browser)
            let unknown = try await site.get(JournalPaths.lesson(Sample.unknown), from: &browser)
            #expect(refused.status == .notFound)
            #expect(refused.text.withoutTraces == unknown.text.withoutTraces)
            #expect(try await site.get(JournalPaths.school, from: &browser).status == .notFound)
        }
        try site.journal.accept(Make.endRole(Sample.role, version: 1, Sample.today - 1))
        var browser = try await site.browser(Sample.secondTeacher)
        #expect(try await site.get(Self.path, from: &browser).status == .notFound)
    }

    @Test("is the school's administrator, to read; who looked is noted")
    func administrator() async throws {
        let site = try site()
        var browser = try await site.browser(Sample.secondTeacher)
        let page = try await site.get(Self.path, from: &browser)
        #expect(page.status == .ok)
        #expect(!page.text.contains("name=\"topic\""))
        #expect(page.text.contains("Отменить урок"))
        #expect(try await site.get("/school/2026-10-12", from: &browser).text.contains("Алгебра"))
        let forged = try await site.send(
            .post, Self.path, from: &browser,
            body: "csrf=\(browser.cookies["zvonok_csrf"] ?? "")&command=\(UUID())&topic=x")
        #expect(forged.status == .forbidden)
    }

    @Test("cancels it by an order with a reason, if deputy head or administrator")
    func cancels() async throws {
        let site = try site()
        var browser = try await site.browser(Sample.secondTeacher)
        let missing = try await site.submit(
            Self.path, to: JournalPaths.cancellation(Sample.lesson), changing: ["reason": "", "order": "12"],
            from: &browser)
        #expect(missing.status == .unprocessableContent)
        #expect(missing.text.contains("value=\"12\""))
        let done = try await site.submit(
            Self.path, to: JournalPaths.cancellation(Sample.lesson), changing: ["reason": "карантин", "order": "12"],
            from: &browser)
        #expect(done.status == .seeOther)
        #expect(try site.journal.count("lesson", where: "cancel_reason = 'карантин' AND cancel_order = '12'") == 1)
        var teacher = try await site.browser()
        let page = try await site.get(Self.path, from: &teacher)
        #expect(page.text.contains("карантин") && page.text.contains("приказ № 12"))
        let own = JournalPaths.cancellation(Sample.passFailLesson)
        let refused = try await site.send(
            .post, own, from: &teacher,
            body: "csrf=\(teacher.cookies["zvonok_csrf"] ?? "")&command=\(UUID())&reason=x&order=1")
        #expect(refused.status == .forbidden)
    }

    @Test("no longer is whoever has left: nothing opens")
    func left() async throws {
        let site = try site()
        var browser = try await site.browser()
        site.journal.set(Sample.now)
        try await site.journal.queue.write {
            try $0.execute(
                sql: "UPDATE staff SET last_day = ? WHERE staff_id = ?",
                arguments: [(Sample.today - 1).rawValue, Sample.teacher.wire])
        }
        #expect(try await site.get("/", from: &browser).status == .forbidden)
        #expect(try await site.get(Self.path, from: &browser).status == .forbidden)
    }
}

extension String {
    /// Without what differs between two answers of the same page.
    fileprivate var withoutTraces: String {
        replacing(/[0-9a-f]{32}/, with: "TRACE").replacing(/[0-9a-f-]{36}/, with: "ID")
            .replacing(/name="csrf" value="[^"]+"/, with: "CSRF")
    }
}
