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
