import Contracts
import Foundation
import HTTPTypes
import HummingbirdTesting
import School
import Testing
import Web

@testable import JournalWriter

/// What those who answer for the journals see of a day, and of a lesson with several works.
@Suite("The school's day")
struct SchoolDayTests {
    private let site: TestSite

    init() throws {
        let journal = try Sample.journal()
        try journal.accept(Make.issueAccount(Sample.secondTeacher, login: "petrova"))
        site = try TestSite(journal)
    }

    private func page(_ path: String) async throws -> TestResponse {
        var browser = try await site.browser(Sample.secondTeacher)
        return try await site.get(path, from: &browser)
    }

    private func isListed(_ lesson: UUID, on page: TestResponse) -> Bool {
        page.text.contains(JournalPaths.lesson(lesson))
    }

    @Test("lists only what lacks where that is asked for, and the days beside it do so too")
    func lacking() async throws {
        let whole = try await page("/school/2026-10-12")
        #expect(isListed(Sample.lesson, on: whole) && isListed(Sample.cancelledLesson, on: whole))
        let lacking = try await page("/school/2026-10-12?show=lacking")
        #expect(isListed(Sample.lesson, on: lacking) && !isListed(Sample.cancelledLesson, on: lacking))
        #expect(lacking.text.contains("/journal/school/2026-10-13?show=lacking"))
        try site.journal.accept(Make.topic("Дроби"))
        try site.journal.accept(Make.homework(.none(true), version: 2))
        let rest = try await page("/school/2026-10-12?show=lacking")
        #expect(!isListed(Sample.lesson, on: rest) && isListed(Sample.passFailLesson, on: rest))
    }

    @Test("does not call a lesson lacking before its bell")
    func coming() async throws {
        #expect(isListed(Sample.laterLesson, on: try await page("/school/2026-10-14")))
        let lacking = try await page("/school/2026-10-14?show=lacking")
        #expect(!isListed(Sample.laterLesson, on: lacking))
        #expect(lacking.text.contains("всё внесено"))
    }

    @Test("names what it was asked for and does not know")
    func unknown() async throws {
        #expect(try await page("/school/2026-10-12?show=everything").status == .badRequest)
    }

    @Test("Works of one kind are told apart in a lesson")
    func alike() async throws {
        try site.journal.accept(Make.work(Sample.unknown, Sample.lesson))
        var browser = try await site.browser()
        let form = try await site.get(JournalPaths.lesson(Sample.lesson), from: &browser).text
        let headings = form.matches(of: /<th scope="col">([^<]+)<\/th>/).map { String($0.1) }
        #expect(Set(headings).count == headings.count)
        #expect(headings.contains { $0.contains("\u{A0}1") } && headings.contains { $0.contains("\u{A0}2") })
    }
}
