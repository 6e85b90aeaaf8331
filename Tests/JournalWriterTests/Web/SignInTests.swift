import Foundation
import HTTPTypes
import HummingbirdTesting
import School
import Testing
import Web

@testable import JournalWriter

@Suite("Staff sign in")
struct SignInTests {
    private static let password = "правильный пароль"

    /// The sample school, whose teacher has this password.
    private func site() async throws -> TestSite {
        let site = try TestSite(try Sample.journal())
        let hash = try await site.web.parts.passwords.hash(Self.password)
        try site.journal.accept(Make.setPassword(Sample.teacher, version: 1, hash.phc))
        return site
    }

    private func signIn(
        _ site: TestSite, _ login: String, _ password: String, next: String = "", from browser: inout Browser
    ) async throws -> TestResponse {
        try await site.submit(
            "/sign-in" + (next.isEmpty ? "" : "?next=" + next), to: "/sign-in",
            changing: ["login": login, "password": password], from: &browser)
    }

    @Test("with login and password, and return to where they wanted to go")
    func right() async throws {
        let site = try await site()
        var browser = Browser()
        let asked = try await site.get("/days/2026-10-14", from: &browser)
        #expect(asked.status == .seeOther)
        #expect(asked.headers[.location] == "/journal/session/renew?next=/journal/days/2026-10-14")
        let page = try await site.get("/session/renew?next=/journal/days/2026-10-14", from: &browser)
        #expect(page.text.contains("name=\"password\""))
        let answer = try await signIn(
            site, " Ivanova ", Self.password, next: "/journal/days/2026-10-14", from: &browser)
        #expect(answer.status == .seeOther)
        #expect(answer.headers[.location] == "/journal/days/2026-10-14")
        #expect(try await site.get("/days/2026-10-14", from: &browser).status == .ok)
        #expect(try site.journal.count("signing_key") == 2, "the key that signs was published by event")
    }

    @Test("and are refused alike for an unknown login and a wrong password, with what was typed but the password kept")
    func wrong() async throws {
        let site = try await site()
        var answers: [String] = []
        for login in ["ivanova", "nobody-knows"] {
            var browser = Browser()
            let answer = try await signIn(site, login, "wrong password", from: &browser)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("Неверный логин или пароль"))
            #expect(answer.text.contains("value=\"\(login)\""))
            #expect(!answer.text.contains("wrong password"))
            #expect(browser.cookies["zvonok_staff"] == nil)
            let csrf = try #require(browser.cookies["zvonok_csrf"])
            answers.append(answer.text.replacing(login, with: "LOGIN").replacing(csrf, with: "CSRF"))
        }
        #expect(answers[0] == answers[1])
    }

    @Test("and wait after five wrong passwords; from elsewhere the owner comes in")
    func guessing() async throws {
        let site = try await site()
        var browser = Browser()
        for _ in 0..<5 { _ = try await signIn(site, "ivanova", "wrong password", from: &browser) }
        let slowed = try await signIn(site, "ivanova", Self.password, from: &browser)
        #expect(slowed.status == .tooManyRequests)
        #expect(slowed.headers[.retryAfter] != nil)
        site.journal.set(Sample.now + 3_600_000_000)
        #expect(try await signIn(site, "ivanova", Self.password, from: &browser).status == .seeOther)
    }

    @Test("but not once their account is closed; and a stranger's next leads nobody away")
    func over() async throws {
        let site = try await site()
        var browser = Browser()
        let led = try await signIn(site, "ivanova", Self.password, next: "//evil.example/", from: &browser)
        #expect(led.headers[.location] == "/journal/")
        try site.journal.accept(Make.closeAccount(Sample.teacher, version: 2))
        browser = Browser()
        #expect(try await signIn(site, "ivanova", Self.password, from: &browser).status == .unprocessableContent)
    }

    @Test("until the end of their last day, and not on the next")
    func lastDay() async throws {
        let site = try await site()
        try site.journal.accept(Make.endStaff(Sample.teacher, version: 1, lastDay: Sample.today))
        var browser = Browser()
        #expect(try await signIn(site, "ivanova", Self.password, from: &browser).status == .seeOther)
        site.journal.set(Sample.now + 86_400_000_000)
        browser = Browser()
        let refused = try await signIn(site, "ivanova", Self.password, from: &browser)
        #expect(refused.status == .unprocessableContent)
        #expect(refused.text.contains("Неверный логин или пароль"))
        #expect(browser.cookies["zvonok_staff"] == nil)
    }

    @Test("and out; the session does not come back")
    func out() async throws {
        let site = try await site()
        var browser = try await site.browser()
        let stolen = browser
        let page = try await site.get("/", from: &browser)
        let fields = PageForm(page.text, action: "/journal/sign-out").fields
        let answer = try await site.send(.post, "/sign-out", from: &browser, body: fields.encoded)
        #expect(answer.status == .seeOther)
        #expect(try await site.get("/", from: &browser).status == .seeOther)
        for isTokenKept in [true, false] {
            var late = stolen
            if !isTokenKept { late.forget("zvonok_staff") }
            #expect(try await site.get("/", from: &late).status == .seeOther)
        }
        #expect(try site.journal.count("session") == 0)
    }

    @Test("for twelve hours without a sign of life: the token is renewed on the way, the form not lost")
    func renewal() async throws {
        let site = try await site()
        var browser = try await site.browser()
        let first = browser.cookies["zvonok_staff"]
        site.journal.set(Sample.now + 600_000_000)
        #expect(try await site.get("/", from: &browser).status == .ok)
        #expect(browser.cookies["zvonok_staff"] != first)
        site.journal.set(Sample.now + 13 * 3_600_000_000)
        #expect(try await site.get("/", from: &browser).status == .seeOther)
    }

    @Test("until their sessions are revoked: at once, everywhere")
    func revoked() async throws {
        let site = try await site()
        var browser = try await site.browser()
        try site.journal.accept(Make.revokeSessions(Sample.teacher))
        #expect(try await site.get("/", from: &browser).status == .seeOther)
    }
}
