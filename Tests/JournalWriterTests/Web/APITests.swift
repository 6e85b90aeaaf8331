import Contracts
import Foundation
import HTTPTypes
import HummingbirdTesting
import School
import Testing
import Web

@testable import JournalWriter

@Suite("The API")
struct APITests {
    private static let lesson = "/api/v1/lessons/" + Sample.lesson.text

    private func send(
        _ site: TestSite, _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, version: Int? = nil,
        key: String? = nil, type: String? = "application/json", from browser: inout Browser
    ) async throws -> TestResponse {
        var headers: HTTPFields = [:]
        if body != nil { headers[.contentType] = type }
        if let version { headers[.ifMatch] = "\"\(version)\"" }
        if let key, let name = HTTPField.Name("Idempotency-Key") { headers[name] = key }
        return try await site.send(method, path, from: &browser, body: body, headers: headers)
    }

    private func json(_ response: TestResponse) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(response.text.utf8))
        return try #require(object as? [String: Any])
    }

    @Test("enters topic, homework, roll, a work and its mark, and shows them")
    func story() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let topic = try await send(
            site, .put, Self.lesson + "/topic", #"{"topic":"Дроби"}"#, version: 1, from: &browser)
        #expect(topic.status == .ok)
        #expect(topic.headers[.eTag] == "\"2\"")
        let homework = try await send(
            site, .put, Self.lesson + "/homework", #"{"text":"§ 5","due":"2026-10-15"}"#, version: 2, from: &browser)
        #expect(homework.status == .ok)
        let roll = try await send(
            site, .put, Self.lesson + "/roll",
            #"{"entries":[{"pupil":"\#(Sample.pupil.text)","code":"late","minutes_late":7}]}"#, version: 1,
            from: &browser)
        #expect(roll.headers[.eTag] == "\"2\"")
        let work = try await send(
            site, .post, Self.lesson + "/works", #"{"kind":"control","marks_required":true}"#, from: &browser)
        #expect(work.status == .created)
        let id = try #require(try json(work)["id"] as? String)
        let mark = try await send(
            site, .post, "/api/v1/works/\(id)/marks", #"{"pupil":"\#(Sample.pupil.text)","value":5}"#, from: &browser)
        #expect(mark.status == .created)
        let markID = try #require(try json(mark)["id"] as? String)
        let changed = try await send(
            site, .put, "/api/v1/marks/\(markID)", #"{"value":"owed"}"#, version: 1, from: &browser)
        #expect(changed.headers[.eTag] == "\"2\"")
        let shown = try await send(site, .get, Self.lesson, from: &browser)
        #expect(shown.text.contains(#""topic":"Дроби""#))
        #expect(shown.text.contains(#""value":"owed""#) && shown.text.contains(#""minutes_late":7"#))
        #expect(
            try await send(site, .delete, "/api/v1/marks/\(markID)", version: 2, from: &browser).status == .noContent)
        #expect(try await send(site, .delete, "/api/v1/works/\(id)", version: 1, from: &browser).status == .noContent)
        let day = try await send(site, .get, "/api/v1/days/2026-10-12/lessons", from: &browser)
        #expect(try json(day)["day"] as? String == "2026-10-12")
        try site.journal.expectFold()
    }

    @Test(
        "names a lesson by its versions and content: edits rest on that, and it is sent again only when it is another")
    func tags() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        func look(_ held: String? = nil) async throws -> TestResponse {
            let headers: HTTPFields = held.map { [.ifNoneMatch: $0] } ?? [:]
            return try await site.send(.get, Self.lesson, from: &browser, headers: headers)
        }
        func put(_ what: String, _ body: String, _ tag: String) async throws -> TestResponse {
            let headers: HTTPFields = [.contentType: "application/json", .ifMatch: tag]
            return try await site.send(.put, Self.lesson + what, from: &browser, body: body, headers: headers)
        }
        let first = try #require(try await look().headers[.eTag])
        #expect(first.hasPrefix("\"1-1-x"))
        #expect(try await look(first).status == .notModified)
        #expect(try await put("/roll", #"{"entries":[]}"#, first).headers[.eTag] == "\"2\"")
        let second = try #require(try await look(first).headers[.eTag])
        #expect(second.hasPrefix("\"1-2-x"), "the roll alone makes it another")
        #expect(try await put("/topic", #"{"topic":"Дроби"}"#, first).status == .ok, "the lesson was not touched")
        let stale = try await put("/topic", #"{"topic":"Доли"}"#, second)
        #expect(stale.status == .preconditionFailed)
        let day = "/api/v1/days/2026-10-12/lessons"
        let tag = try #require(try await site.get(day, from: &browser).headers[.eTag])
        let held = try await site.send(.get, day, from: &browser, headers: [.ifNoneMatch: tag])
        #expect(held.status == .notModified && held.text.isEmpty)
    }

    @Test("answers a repeated Idempotency-Key with the same, and another body under it with a refusal")
    func idempotent() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let key = UUID.version7(atMicroseconds: Sample.now).text
        let body = #"{"kind":"test","marks_required":false}"#
        let first = try await send(site, .post, Self.lesson + "/works", body, key: key, from: &browser)
        let second = try await send(site, .post, Self.lesson + "/works", body, key: key, from: &browser)
        #expect(first.status == .created)
        #expect(second.text == first.text)
        let other = try await send(
            site, .post, Self.lesson + "/works", #"{"kind":"exam","marks_required":false}"#, key: key, from: &browser)
        #expect(other.status == .unprocessableContent)
        #expect(try json(other)["code"] as? String == "id-reused")
        #expect(try site.journal.count("work", where: "kind = 11") == 1)
        for bad in [UUID().text, "x"] {
            let refused = try await send(site, .post, Self.lesson + "/works", body, key: bad, from: &browser)
            #expect(refused.status == .badRequest)
            #expect(try json(refused)["field"] as? String == "Idempotency-Key")
        }
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let name: String
        var method = HTTPRequest.Method.put
        var path = "/topic"
        var body: String? = #"{"topic":"Дроби"}"#
        var version: Int? = 1
        var type: String? = "application/json"
        let status: HTTPResponse.Status
        let code: String
        var field: String?

        var testDescription: String { name }
    }

    private static let refusals: [Refusal] = [
        .init(
            name: "no If-Match", version: nil, status: .preconditionRequired, code: "version-needed", field: "If-Match"),
        .init(
            name: "another version", version: 7, status: .preconditionFailed, code: "version-mismatch",
            field: "If-Match"),
        .init(
            name: "a version that none can be", version: 1 << 40, status: .preconditionFailed,
            code: "version-mismatch", field: "If-Match"),
        .init(name: "no JSON", body: "{", status: .badRequest, code: "malformed"),
        .init(name: "a member missing", body: "{}", status: .badRequest, code: "malformed", field: "topic"),
        .init(
            name: "a member of another type", body: #"{"topic":5}"#, status: .badRequest, code: "malformed",
            field: "topic"),
        .init(
            name: "an empty topic", body: #"{"topic":" "}"#, status: .unprocessableContent, code: "invalid",
            field: "topic"),
        .init(
            name: "a form", body: "topic=x", type: "application/x-www-form-urlencoded",
            status: .unsupportedMediaType, code: "unsupported-media-type", field: "Content-Type"),
        .init(
            name: "homework and none", path: "/homework", body: #"{"text":"x","none":true}"#, status: .badRequest,
            code: "malformed", field: "text"),
        .init(
            name: "homework for a day before", path: "/homework", body: #"{"text":"x","due":"2026-10-01"}"#,
            status: .unprocessableContent, code: "invalid", field: "due"),
        .init(
            name: "homework for a day in another year", path: "/homework",
            body: #"{"text":"x","due":"2062-10-13"}"#, status: .unprocessableContent, code: "invalid", field: "due"),
        .init(
            name: "a work due before its lesson", method: .post, path: "/works",
            body: #"{"kind":"homework","marks_required":true,"due":"2026-10-01"}"#, version: nil,
            status: .unprocessableContent, code: "invalid", field: "due"),
        .init(
            name: "a work due in another year", method: .post, path: "/works",
            body: #"{"kind":"homework","marks_required":true,"due":"2062-10-13"}"#, version: nil,
            status: .unprocessableContent, code: "invalid", field: "due"),
        .init(
            name: "homework for no day", path: "/homework", body: #"{"text":"x","due":"soon"}"#, status: .badRequest,
            code: "malformed", field: "due"),
        .init(
            name: "a roll of a stranger", path: "/roll",
            body: #"{"entries":[{"pupil":"\#(Sample.stranger.text)","code":"ill"}]}"#, status: .unprocessableContent,
            code: "not-in-group", field: "entries[0].pupil"),
        .init(
            name: "a code that is none", path: "/roll",
            body: #"{"entries":[{"pupil":"\#(Sample.pupil.text)","code":"away"}]}"#, status: .badRequest,
            code: "malformed", field: "entries[0].code"),
        .init(
            name: "a work that weighs nothing", method: .post, path: "/works",
            body: #"{"kind":"test","marks_required":true,"weight":0}"#, version: nil, status: .unprocessableContent,
            code: "invalid", field: "weight"),
        .init(
            name: "cancelling one's own lesson", method: .post, path: "/cancellation",
            body: #"{"reason":"x","order":"1"}"#, status: .forbidden, code: "forbidden"),
        .init(
            name: "another method", method: .patch, version: nil, status: .methodNotAllowed,
            code: "method-not-allowed"),
    ]

    @Test("refuses with problem+json, field and message, and changes nothing", arguments: refusals)
    func refusal(_ refusal: Refusal) async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        let before = try site.journal.dump()
        let answer = try await send(
            site, refusal.method, Self.lesson + refusal.path, refusal.body, version: refusal.version,
            type: refusal.type, from: &browser)
        #expect(answer.status == refusal.status)
        #expect(answer.headers[.contentType] == "application/problem+json")
        let problem = try json(answer)
        #expect(problem["code"] as? String == refusal.code)
        #expect(problem["field"] as? String == refusal.field)
        #expect((problem["message"] as? String)?.isEmpty == false)
        #expect(try site.journal.dump() == before)
    }

    @Test("shows both sides of a lost race")
    func race() async throws {
        let site = try TestSite(try Sample.journal())
        var browser = try await site.browser()
        try site.journal.accept(Make.topic("Проценты"))
        let lost = try await send(
            site, .put, Self.lesson + "/topic", #"{"topic":"Дроби"}"#, version: 1, from: &browser)
        #expect(lost.status == .preconditionFailed)
        let problem = try json(lost)
        #expect(problem["current_value"] as? String == "Проценты")
        #expect(problem["proposed_value"] as? String == "Дроби")
        #expect(problem["current_version"] as? Int == 2)
    }

    @Test("is nobody's without a session, and another school's staff finds nothing there")
    func strangers() async throws {
        let site = try TestSite(try Sample.journal())
        try site.journal.accept(
            Make.issueAccount(Sample.foreignTeacher, login: "foreign"), school: Sample.otherSchool)
        for operation in LessonAPI(parts: site.web.parts).operations {
            let path = operation.path.replacing(":lesson", with: Sample.lesson.text)
                .replacing(":work", with: Sample.work.text).replacing(":mark", with: Sample.mark.text)
                .replacing(":day", with: "2026-10-12")
            let body = operation.request.map { Self.bodies[$0] ?? "{}" }
            var nobody = Browser()
            let unknown = try await send(
                site, operation.method, path, body, version: operation.needsVersion ? 1 : nil, from: &nobody)
            #expect(unknown.status == .unauthorized, "\(operation.name)")
            guard operation.name != "journal.api.day" else { continue }
            var foreign = try await site.browser(Sample.foreignTeacher)
            let refused = try await send(
                site, operation.method, path, body, version: operation.needsVersion ? 1 : nil, from: &foreign)
            #expect(refused.status == .notFound, "\(operation.name)")
        }
    }

    private static let bodies = [
        "TopicEntry": #"{"topic":"x"}"#, "HomeworkEntry": #"{"none":true}"#, "RollEntry": #"{"entries":[]}"#,
        "CancellationEntry": #"{"reason":"x","order":"1"}"#, "WorkEntry": #"{"kind":"test","marks_required":false}"#,
        "MarkEntry": #"{"pupil":"\#(Sample.pupil.text)","value":5}"#, "MarkChangeEntry": #"{"value":5}"#,
    ]
}

@Suite("The API's description")
struct OpenAPITests {
    private func document(_ site: TestSite) throws -> JSONValue {
        let operations = LessonAPI(parts: site.web.parts).operations
        return OpenAPIDocument(operations: operations, server: site.web.site.link(LessonAPI.root)).value
    }

    @Test("is served to anybody, as OpenAPI 3.1")
    func served() async throws {
        let site = try TestSite(try Sample.journal())
        var nobody = Browser()
        let answer = try await site.get("/api/v1/openapi.json", from: &nobody)
        #expect(answer.status == .ok)
        let object = try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any]
        #expect(object?["openapi"] as? String == "3.1.0")
    }

    @Test("holds every route of the table below /api/v1, and no other")
    func routes() throws {
        let site = try TestSite(try Sample.journal())
        guard case .object(let paths) = try document(site)["paths"] else { throw Missing() }
        var described: Set<String> = []
        for (path, methods) in paths {
            guard case .object(let methods) = methods else { throw Missing() }
            for method in methods.keys { described.insert("\(method.uppercased()) \(path)") }
        }
        let served = site.web.site.table.routes.map(\.facts).filter(\.isAPI).map { route in
            let path = route.path.dropFirst(LessonAPI.root.count).replacing(/:([a-z]+)/) { "{\($0.1)}" }
            return "\(route.method.rawValue) \(path)"
        }
        #expect(described == Set(served).subtracting(["GET /openapi.json"]))
    }

    @Test("says of both days on which something is due how far they may lie from the lesson")
    func due() throws {
        guard case .array(let homework) = APISchemas.all["HomeworkEntry"]?["oneOf"] else { throw Missing() }
        for entry in [homework.first, APISchemas.all["WorkEntry"]] {
            guard case .string(let text) = entry?["properties"]?["due"]?["description"] else { throw Missing() }
            #expect(text.contains("\(HomeworkDue.longest) days"))
        }
    }

    @Test("refers to schemas it has, and has none it does not need")
    func schemas() throws {
        let site = try TestSite(try Sample.journal())
        let text = try JSONText.encode(try document(site))
        let named = Set(text.matches(of: /#\/components\/schemas\/([A-Za-z]+)/).map { String($0.1) })
        #expect(named == Set(APISchemas.all.keys))
    }

    @Test("names for each operation who is let in, what it is answered with, and the version it needs")
    func operations() throws {
        let site = try TestSite(try Sample.journal())
        for operation in LessonAPI(parts: site.web.parts).operations {
            let statuses = Set(operation.problems.map(\.code))
            #expect(statuses.isSuperset(of: [400, 401, 403, 404, 503]), "\(operation.name)")
            #expect(!operation.isChange || statuses.isSuperset(of: [409, 413, 415, 422]), "\(operation.name)")
            #expect(operation.needsVersion == statuses.isSuperset(of: [412, 428]), "\(operation.name)")
            if let request = operation.request { #expect(APISchemas.all[request] != nil) }
        }
    }

    private struct Missing: Error {}
}
