import Foundation
import HTTPTypes
import Testing

@testable import Web

@Suite("A site refuses")
struct SiteProblemTests {
    private func site() throws -> TestSite { try TestSite(routes: TestRoutes.add) }

    @Test("an unknown page with a page, an unknown address of the API with a document")
    func notFound() async throws {
        let page = try await site().ask(.get, "/journal/none")
        #expect(page.status == .notFound && page.text.contains("Страницы нет"))
        let document = try await site().ask(.get, "/journal/api/v1/none")
        #expect(document.status == .notFound && document.headers[.contentType] == "application/problem+json")
        #expect(try await site().ask(.get, "/journalx").status == .notFound)
    }

    @Test(
        "an address written another way, as if there were no such page",
        arguments: [
            "//journal/today", "/journal//today", "/journal/today/", "/journal/./today", "/journal/x/../today",
            "/journal/%2e/today",
            "/journal/%74oday", "/journal%2ftoday", "/journal/today%00", "/JOURNAL/today", "/journal/today;x",
            "/journal//api/v1/pupils/x", "/today",
        ])
    func crooked(path: String) async throws {
        let site = try site()
        let answer = try await site.ask(.get, path, cookies: ["zvonok_staff": try site.staffToken()])
        #expect(answer.status == .notFound && !answer.text.contains(TestSite.person.uuidString))
    }

    @Test("another method than the request's own, whatever a header or a field calls for")
    func overriding() async throws {
        let site = try site()
        for name in ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"] {
            let headers: HTTPFields = [try #require(HTTPField.Name(name)): "GET"]
            let answer = try await site.send("/journal/echo", "_method=GET&text=b", headers: headers)
            #expect(answer.status == .unprocessableContent)
            #expect(
                try await site.ask(.get, "/journal/echo?_method=POST", headers: headers).status == .methodNotAllowed)
        }
        for method in [HTTPRequest.Method.trace, .connect, .options, .patch, .put, .delete] {
            #expect(try await site.ask(method, "/journal/").status == .methodNotAllowed)
        }
    }

    @Test("HEAD without a body, of a page and of the API, and with the headers of GET")
    func head() async throws {
        let site = try site()
        for path in [
            "/journal/none", "/journal/api/v1/none", "/journal/api/v1/pupils/\(TestSite.pupil)", "/journal/fault",
        ] {
            let (head, get) = (try await site.ask(.head, path), try await site.ask(.get, path))
            #expect(head.text.isEmpty && !get.text.isEmpty)
            #expect(head.status == get.status && head.headers[.contentType] == get.headers[.contentType])
            #expect(head.headers[.contentLength] == get.headers[.contentLength])
        }
    }

    @Test("a method its address does not take, and says which it does")
    func method() async throws {
        let answer = try await site().ask(.delete, "/journal/today")
        #expect(answer.status == .methodNotAllowed && answer.headers[.allow] == "GET, HEAD")
        #expect(try await site().ask(.get, "/journal/echo").headers[.allow] == "POST")
    }

    @Test("to say what a fault was, but to the log, by the trace the page shows")
    func fault() async throws {
        let site = try site()
        let answer = try await site.ask(.get, "/journal/fault")
        #expect(answer.status == .internalServerError && !answer.text.contains("Иванов"))
        let line = try #require(site.log.all.first { $0.contains("request met a fault") })
        let trace = try #require(line.split(separator: " ").first { $0.hasPrefix("trace.id=") }).dropFirst(9)
        #expect(trace.utf8.count == 32 && answer.text.contains(trace))
    }

    @Test("a body larger than the route takes, and takes the largest")
    func body() async throws {
        let site = try site()
        let empty = "csrf=".utf8.count + 43 + "&text=".utf8.count
        let longest = String(repeating: "x", count: 1_024 - empty)
        #expect(try await site.send("/journal/echo", "text=\(longest)").status == .unprocessableContent)
        #expect(try await site.send("/journal/echo", "text=\(longest)x").status == .contentTooLarge)
    }

    @Test("a form without this browser's token, with another one, or from another site")
    func forged() async throws {
        let site = try site()
        let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        let (mine, other) = (CSRFToken().text, CSRFToken().text)
        for (cookie, field) in [(nil, mine), (mine, nil), (mine, other), (mine, "x"), (nil, nil)]
            as [(String?, String?)]
        {
            let cookies = cookie.map { ["__Host-zvonok_csrf": $0] } ?? [:]
            let answer = try await site.ask(
                .post, "/journal/echo", cookies: cookies, headers: form, body: field.map { "csrf=\($0)" } ?? "a=b")
            #expect(answer.status == .forbidden)
        }
        let foreign: [HTTPFields] = [
            [.origin: "https://evil.example"], [.origin: "null"], [.secFetchSite: "cross-site"],
            [.secFetchSite: "same-site"],
            [.secFetchSite: "cross-site", .origin: TestSite.origin],
        ]
        for headers in foreign {
            #expect(try await site.send("/journal/echo", "a=b", headers: headers).status == .forbidden)
        }
        let own: [HTTPFields] = [[:], [.origin: TestSite.origin], [.secFetchSite: "same-origin", .origin: "null"]]
        for headers in own {
            #expect(try await site.send("/journal/echo", "text=b", headers: headers).status == .unprocessableContent)
        }
    }

    @Test("a medium it does not read")
    func medium() async throws {
        let site = try site()
        let json: HTTPFields = [.contentType: "application/json"]
        #expect(try await site.ask(.post, "/journal/echo", headers: json, body: "{}").status == .unsupportedMediaType)
        #expect(try await site.ask(.post, "/journal/echo", body: "").status == .unsupportedMediaType)
    }

    @Test("what was typed never: it stands in the form again")
    func kept() async throws {
        let answer = try await site().send("/journal/echo", "text=%3Cb%3E")
        #expect(answer.status == .unprocessableContent && answer.text.contains("<p>&lt;b&gt;</p>"))
    }
}

extension HTTPField.Name {
    static var secFetchSite: Self { Self("Sec-Fetch-Site") ?? .trailer }
}
