import Foundation
import HTTPTypes
import School
import Testing
import Web

@testable import StatisticsCollector

@Suite("The API refuses")
struct APIRefusalTests {
    private static let school = "school=\(Sample.school.uuidString)"

    @Test(
        "a query that names nothing, too much or the impossible, and names the parameter",
        arguments: [
            ("from=2026-09-01&to=2026-09-07", "school"),
            ("school=7&from=2026-09-01&to=2026-09-07", "school"),
            ("\(school)&to=2026-09-07", "from"),
            ("\(school)&from=2026-09-01", "to"),
            ("\(school)&from=1.9.2026&to=2026-09-07", "from"),
            ("\(school)&from=2026-09-01&to=2026-09-31", "to"),
            ("\(school)&from=2026-09-01&to=9999-12-31", "to"),
            ("\(school)&from=1899-12-31&to=1900-01-01", "from"),
            ("\(school)&from=2026-09-02&to=2026-09-01", "to"),
            ("\(school)&from=2026-09-01&to=2027-09-02", "to"),
            ("\(TestAPI.week)&class=7A", "class"),
            ("\(TestAPI.week)&class=", "class"),
            ("\(TestAPI.week)&clas=\(Sample.classID)", "clas"),
            ("\(TestAPI.week)&from=2026-09-01", "from"),
        ])
    func query(_ query: String, _ field: String) async throws {
        for path in ["/api/v1/days", "/api/v1/days.csv"] {
            let answer = try await TestAPI().ask(path, query)
            #expect(answer.status == .badRequest)
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer.headers[.cacheControl] == "no-store")
            let problem = try JSONDecoder().decode(ProblemBody.self, from: Data(answer.text.utf8))
            #expect(problem.field == field)
            #expect(problem.status == 400 && problem.type == "about:blank" && !problem.detail.isEmpty)
        }
    }

    private struct ProblemBody: Decodable {
        let type: String
        let title: String
        let status: Int
        let detail: String
        let field: String
    }

    @Test("one day more than a leap year, but not a leap year")
    func longest() async throws {
        #expect(try await TestAPI().ask("/api/v1/days", "\(Self.school)&from=2026-09-01&to=2027-09-01").status == .ok)
    }

    @Test("who presents no token, whatever the page and method", arguments: ["/api/v1/days", "/api/v1/days.csv", "/x"])
    func noToken(_ path: String) async throws {
        for authorization in [nil, "", "Bearer", "Bearer ", "Basic \(TestAPI.token)", TestAPI.token] as [String?] {
            let answer = try await TestAPI().ask(path, authorization: authorization)
            #expect(answer.status == .unauthorized)
            #expect(answer.headers[.wwwAuthenticate] == "Bearer realm=\"statistics\"")
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer.headers[.cacheControl] == "no-store")
        }
        #expect(try await TestAPI().ask(path, method: .post, authorization: nil).status == .unauthorized)
    }

    @Test(
        "who presents a token that is not known, and logs nothing of it",
        arguments: [
            "another", "A-token-for-tests", "a-token-for-tests2", "a-token-for-test", TestAPI.hash(TestAPI.token),
        ])
    func wrongToken(_ token: String) async throws {
        let log = LogLines()
        let answer = try await TestAPI(log: log).ask(authorization: "Bearer \(token)")
        #expect(answer.status == .unauthorized)
        #expect(answer.headers[.wwwAuthenticate] == "Bearer realm=\"statistics\", error=\"invalid_token\"")
        #expect(!log.all.contains { $0.contains(token) })
    }

    @Test("a field too long to be a token, and takes the longest")
    func longToken() async throws {
        let limit = 512
        let longest = String(repeating: "x", count: limit - "Bearer ".count)
        let known = try await TestAPI().ask(authorization: "Bearer \(longest)")
        #expect(known.headers[.wwwAuthenticate]?.contains("invalid_token") == true)
        let tooLong = try await TestAPI().ask(authorization: "Bearer \(longest)x")
        #expect(tooLong.headers[.wwwAuthenticate]?.contains("invalid_token") == false)
    }

    @Test("no known token, however the scheme is written", arguments: ["Bearer", "bearer", "BEARER"])
    func knownToken(_ scheme: String) async throws {
        #expect(try await TestAPI().ask(authorization: "\(scheme) \(TestAPI.token)").status == .ok)
        #expect(try await TestAPI().ask(authorization: "\(scheme) another token").status == .ok)
    }

    @Test("as a token's hash whatever is not 64 hexadecimal digits")
    func hashes() {
        let hash = TestAPI.hash(TestAPI.token)
        #expect(APIToken(name: "a", sha256: hash) != nil)
        #expect(APIToken(name: "a", sha256: hash.uppercased()) != nil)
        for wrong in ["", String(hash.dropLast()), hash + "0", hash.dropLast() + "g", hash.dropLast() + "é"] {
            #expect(APIToken(name: "a", sha256: wrong) == nil)
        }
    }
}
