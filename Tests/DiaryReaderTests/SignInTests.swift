import Foundation
import HTTPTypes
import School
import Testing
import Web

@testable import DiaryReader

@Suite("Signing in")
struct SignInTests {
    private func fields(_ login: String, _ password: String = TestSite.password, next: String? = nil)
        -> [(String, String)]
    {
        [("login", login), ("password", password)] + (next.map { [("next", $0)] } ?? [])
    }

    /// The value of the family cookie that an answer sets.
    private func session(_ reply: TestSite.Reply) -> String? {
        reply.headers[values: .setCookie].first { $0.hasPrefix("zvonok_family=") }?
            .dropFirst("zvonok_family=".count).split(separator: ";").first.map(String.init)
    }

    @Test("with the right password opens the diary, for a browser alone, and signing out closes it")
    func rightPassword() async throws {
        let site = try await TestSite()
        let reply = try await site.post("/sign-in", fields(" Ivanova ", next: "/diary/week?from=2026-10-14"))
        #expect(reply.status == .seeOther)
        #expect(reply.location == "/diary/week?from=2026-10-14")
        let cookie = try #require(reply.headers[values: .setCookie].first { $0.hasPrefix("zvonok_family=") })
        for part in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/diary"] { #expect(cookie.contains(part)) }
        let session = try #require(self.session(reply))
        #expect(try await site.get("/week", session: session).status == .ok)
        #expect(try site.book.diary.count("session", where: "hex(hash) = '\(session)'") == 0)
        #expect(try await site.post("/sign-out", [], session: session).status == .seeOther)
        #expect(try await site.get("/week", session: session).status == .seeOther)
        #expect(try site.book.diary.count("session") == 0)
    }

    @Test("with a wrong password, an unknown login or a closed account is answered alike, and what was typed stays")
    func wrong() async throws {
        let site = try await TestSite()
        var texts: Set<String> = []
        for (login, password) in [("ivanova", "wrong"), ("nobody", TestSite.password), ("иванова", ""), ("", "")] {
            let reply = try await site.post("/sign-in", fields(login, password))
            #expect(reply.status == .unprocessableContent)
            #expect(self.session(reply) == nil)
            #expect(reply.text.contains("value=\"\(login)\""))
            #expect(password.isEmpty || !reply.text.contains(password))
            texts.insert(
                reply.text.replacing("value=\"\(login)\"", with: "").replacing(
                    /name="csrf" value="[^"]*"/, with: ""))
        }
        #expect(texts.count == 1)
        try site.book.diary.accept(Make.close(1))
        #expect(try await site.post("/sign-in", fields("ivanova")).status == .unprocessableContent)
    }

    @Test("after too many wrong passwords waits, says for how long, and lets in again")
    func guessing() async throws {
        let site = try await TestSite()
        for _ in 0..<GuessLimiter.freeForLogin { _ = try await site.post("/sign-in", fields("ivanova", "wrong")) }
        let slowed = try await site.post("/sign-in", fields("ivanova"))
        #expect(slowed.status == .tooManyRequests)
        #expect(slowed.text.contains("подождите 1\u{A0}секунду"))
        site.book.diary.set(Sample.now + 2_000_000)
        #expect(try await site.post("/sign-in", fields("ivanova")).status == .seeOther)
    }

    @Test(
        "leads nowhere but into the diary", arguments: ["//evil.example", "https://evil.example/", "/journal/", "/x"])
    func next(_ next: String) async throws {
        let site = try await TestSite()
        #expect(try await site.post("/sign-in", fields("ivanova", next: next)).location == "/diary/")
    }

    @Test("ends for all sessions when the password is changed or the account closed")
    func ended() async throws {
        let site = try await TestSite()
        let session = try await site.session()
        #expect(try await site.get("/week", session: session).status == .ok)
        try site.book.diary.accept(Make.password(1))
        #expect(try await site.get("/api/v1/children", session: session).status == .unauthorized)
    }
}
