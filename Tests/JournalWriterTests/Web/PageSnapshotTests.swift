import Foundation
import HTTPTypes
import HummingbirdTesting
import School
import TestKit
import Testing
import Web

@testable import JournalWriter

@Suite("The journal's pages look as they did")
struct PageSnapshotTests {
    /// A page without what differs from run to run.
    private func steady(_ response: TestResponse) -> String {
        response.text.replacing(/name="csrf" value="[^"]+"/, with: "name=\"csrf\" value=\"CSRF\"")
            .replacing(/name="command" value="[^"]+"/, with: "name=\"command\" value=\"COMMAND\"")
            .replacing(/01a[0-9a-f]{5}-[0-9a-f-]{27}/, with: "ID")
            .replacing(/style-[0-9a-f]+\.css/, with: "style.css")
    }

    private func expect(
        _ path: String, as name: String, for person: UUID? = Sample.teacher, site: TestSite? = nil
    ) async throws {
        let site = try site ?? TestSite(try Sample.journal())
        var browser = try await site.browser(person)
        let page = try await site.get(path, from: &browser)
        #expect(page.status == .ok)
        #expect(try Snapshot.difference(steady(page), named: name) == nil)
    }

    @Test("where staff sign in")
    func signIn() async throws {
        try await expect("/sign-in?next=/journal/days/2026-10-14", as: "sign-in.html", for: nil)
    }

    @Test("a day with lessons, and one without")
    func day() async throws {
        try await expect("/", as: "today.html")
        try await expect("/days/2026-10-12", as: "day.html")
        try await expect("/days/2026-10-11", as: "day-empty.html")
    }

    @Test("a lesson's form")
    func lesson() async throws { try await expect(JournalPaths.lesson(Sample.lesson), as: "lesson.html") }

    @Test("a lesson and the school's day, for whoever answers for the journals")
    func school() async throws {
        let journal = try Sample.journal()
        try journal.accept(Make.issueAccount(Sample.secondTeacher, login: "petrova"))
        let site = try TestSite(journal)
        try await expect(
            JournalPaths.lesson(Sample.lesson), as: "lesson-read.html", for: Sample.secondTeacher, site: site)
        try await expect("/school/2026-10-12", as: "school-day.html", for: Sample.secondTeacher, site: site)
    }

    @Test("in English too")
    func english() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        _ = try await site.get("/language?to=en&next=/journal/", from: &browser)
        let page = try await site.get("/days/2026-10-12", from: &browser)
        #expect(try Snapshot.difference(steady(page), named: "day-en.html") == nil)
        #expect(!page.text.contains("внесено"))
    }
}
