import Foundation
import HTTPTypes
import Testing

@testable import Web

@Suite("A site")
struct SiteTests {
    private func site() throws -> TestSite { try TestSite(routes: TestRoutes.add) }

    @Test("answers a page in the language asked for, under its base path, with the headers browsers need")
    func page() async throws {
        let answer = try await site().ask(.get, "/journal", headers: [.acceptLanguage: "en"])
        #expect(answer.status == .ok)
        #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
        #expect(answer.headers[.contentLanguage] == "en" && answer.text.contains("<html lang=\"en\">"))
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(answer.headers[.contentSecurityPolicy]?.contains("script") == false)
        #expect(answer.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        #expect(answer.headers[.strictTransportSecurity] == "max-age=31536000")
        let token = try #require(answer.line("__Host-zvonok_csrf"))
        for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] { #expect(token.contains(part)) }
    }

    @Test("says at a plain origin neither Secure nor HSTS")
    func plain() async throws {
        let answer = try await TestSite(origin: "http://127.0.0.1:8080", routes: TestRoutes.add).ask(.get, "/journal/")
        #expect(answer.headers[.strictTransportSecurity] == nil)
        #expect(answer.line("zvonok_csrf")?.contains("Secure") == false)
    }

    @Test("says on every page that its store is a sample")
    func sample() async throws {
        let answer = try await TestSite(isSample: true, routes: TestRoutes.add).ask(.get, "/journal/none")
        #expect(answer.text.contains("Учебный пример"))
    }

    @Test("answers HEAD as GET, without the body")
    func head() async throws {
        let answer = try await site().ask(.head, "/journal/")
        #expect(answer.status == .ok && answer.text.isEmpty)
    }

    @Test("serves its stylesheet to be kept for ever, by the name the pages say")
    func stylesheet() async throws {
        let path = "/journal/assets/" + Stylesheet.fileName
        #expect(try await site().ask(.get, "/journal/").text.contains(path))
        let answer = try await site().ask(.get, path)
        #expect(answer.headers[.contentType] == "text/css; charset=utf-8" && answer.text == Stylesheet.text)
        #expect(answer.headers[.cacheControl]?.contains("immutable") == true)
    }

    @Test("changes the language and returns, to nowhere but this origin")
    func language() async throws {
        let path = "/journal/language?to=en&next="
        let answer = try await site().ask(.get, path + "/journal/today")
        #expect(answer.status == .seeOther && answer.headers[.location] == "/journal/today")
        #expect(answer.cookie("zvonok_language") == "en")
        #expect(try await site().ask(.get, path + "//evil.example").headers[.location] == "/journal/")
        #expect(try await site().ask(.get, "/journal/language?to=de").status == .badRequest)
        let page = try await site().ask(
            .get, "/journal/", cookies: ["zvonok_language": "en"], headers: [.acceptLanguage: "ru"])
        #expect(page.text.contains("<html lang=\"en\">"))
    }

    @Test("shows once what was noted before a redirect, and nothing of what a client makes up")
    func notice() async throws {
        let site = try site()
        let sent = try await site.send("/journal/echo", "go=1")
        #expect(sent.status == .seeOther && sent.headers[.location] == "/journal/")
        let code = try #require(sent.cookie("zvonok_notice"))
        let page = try await site.ask(.get, "/journal/", cookies: ["zvonok_notice": code])
        #expect(page.text.contains("Сохранено") && page.line("zvonok_notice")?.contains("Max-Age=0") == true)
        let other = try await site.ask(.get, "/journal/", cookies: ["zvonok_notice": "made-up"])
        #expect(!other.text.contains("class=\"notice"))
    }

    @Test("logs each request by its route, with its trace, without query, ids or cookies")
    func log() async throws {
        let site = try site()
        _ = try await site.ask(.get, "/journal/pupils/\(TestSite.pupil)?name=Ivanov", cookies: ["zvonok_staff": "x1y2"])
        let lines = site.log.all.filter { $0.contains("request answered") }
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        #expect(line.contains("http.route=/journal/pupils/{pupil} ") && line.contains("http.status=303"))
        #expect(line.contains("trace.id="))
        for secret in ["Ivanov", "x1y2", TestSite.pupil.uuidString] { #expect(!line.contains(secret)) }
    }
}

extension HTTPField.Name {
    static var contentSecurityPolicy: Self { Self("Content-Security-Policy") ?? .trailer }
}
