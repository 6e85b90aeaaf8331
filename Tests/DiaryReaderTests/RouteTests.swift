import Contracts
import Foundation
import HTTPTypes
import School
import ServiceKit
import Testing
import Web

@testable import DiaryReader

@Suite("The diary's routes")
struct RouteTests {
    private static let week = "/week?child=\(Sample.pupil.uuidString)&from=2026-10-14"
    private static func api(_ pupil: UUID) -> String { "/api/v1/children/\(pupil.uuidString.lowercased())/week" }

    @Test("are these, and all but signing in are for families alone")
    func table() async throws {
        let site = try await TestSite()
        #expect(
            site.table.routes.map { "\($0.facts.method.rawValue) \($0.facts.path)" } == [
                "GET /sign-in", "POST /sign-in", "POST /sign-out", "GET /", "GET /week", "GET /mail", "POST /mail",
                "GET /api/v1/children", "GET /api/v1/children/:child/week",
                "GET /assets/\(site.table.routes[9].facts.path.split(separator: "/")[1])", "GET /language",
            ])
        for route in site.table.routes.map(\.facts) {
            let isOpen = route.path.hasPrefix("/sign-") || route.name.hasPrefix("web.")
            #expect((route.access == .family) == !isOpen, "\(route.path)")
        }
    }

    @Test("without a session send to signing in and back, or refuse, whatever child is asked for")
    func noSession() async throws {
        let site = try await TestSite()
        for route in site.table.routes.map(\.facts) where route.access == .family {
            let path = route.path.replacing(":child", with: Sample.pupil.uuidString)
            for session in [nil, "wrong", Base64URL.encode(Array(repeating: 7, count: 32))] {
                let reply =
                    route.method == .post
                    ? try await site.post(path, [], session: session) : try await site.get(path, session: session)
                let isTurned = route.method == .get && !route.isAPI
                #expect(reply.status == (isTurned ? .seeOther : .unauthorized), "\(path)")
                #expect(!isTurned || reply.location?.hasPrefix("/diary/sign-in?next=") == true)
                #expect(!reply.text.contains("Пётр"))
            }
        }
    }

    @Test("refuse another child, a guessed id and an ended guardianship in the same words")
    func sameRefusal() async throws {
        let site = try await TestSite()
        let session = try await site.session()
        var answers: Set<String> = []
        func note(_ pupil: UUID) async throws {
            for path in ["/week?child=\(pupil.uuidString)", Self.api(pupil)] {
                let reply = try await site.get(path, session: session)
                #expect(reply.status == .notFound)
                answers.insert(
                    reply.text.replacing(/[0-9a-f]{32}/, with: "").replacing(
                        /next=[^"]*/, with: ""
                    ).replacing(/name="csrf" value="[^"]*"/, with: ""))
            }
        }
        try await note(Lessons.secondPupil)
        try await note(Sample.unknown)
        #expect(try await site.get("/week?child=\(Sample.pupil.uuidString)", session: session).status == .ok)
        try site.book.apply(Lessons.guardianshipEnded("2026-10-13"))
        try await note(Sample.pupil)
        #expect(answers.count == 2, "one page, one JSON")
        let none = try await site.get("/week", session: session)
        #expect(none.status == .ok && none.text.contains("Дневников пока нет"))
        #expect(try site.book.diary.count("visit") == 1, "of the look before the end alone")
    }

    @Test("count a visit once a day, of a look at the page or the API, and of no other request")
    func visits() async throws {
        let site = try await TestSite()
        let session = try await site.session()
        _ = try await site.get(Self.week, session: session, method: .head)
        _ = try await site.get("/mail", session: session)
        _ = try await site.get("/api/v1/children", session: session)
        #expect(try site.book.diary.count("visit") == 0)
        _ = try await site.get(Self.week, session: session)
        _ = try await site.get(Self.week, session: session)
        _ = try await site.get(Self.api(Sample.pupil), session: session)
        #expect(try site.book.diary.count("visit", where: "day = \(Sample.day("2026-10-14").rawValue)") == 1)
        #expect(try site.book.diary.count("event", where: "type = 'DiaryVisited'") == 1)
        site.book.diary.set(Sample.now + 86_400_000_000)
        _ = try await site.get(Self.api(Sample.pupil), session: session)
        #expect(try site.book.diary.count("visit") == 2)
        try site.book.diary.expectFold()
    }

    @Test("record whose data was shown, and nothing where nobody's was")
    func reads() async throws {
        let site = try await TestSite()
        let session = try await site.session()
        _ = try await site.get("/week?child=\(Sample.unknown.uuidString)", session: session)
        _ = try await site.get("/mail", session: session)
        #expect(site.reads.waitingCount == 0)
        _ = try await site.get(Self.week, session: session)
        _ = try await site.get(Self.api(Sample.pupil), session: session)
        _ = try await site.get("/api/v1/children", session: session)
        #expect(site.reads.waitingCount == 3)
    }

    @Test("name a parameter that cannot be")
    func parameters() async throws {
        let site = try await TestSite()
        let session = try await site.session()
        for (query, field) in [
            ("from=2026-13-01", "from"), ("from=2199-12-31", "from"), ("from=2026-10-14&from=2026-10-15", "from"),
        ] {
            let reply = try await site.get(Self.api(Sample.pupil) + "?" + query, session: session)
            #expect(reply.status == .badRequest)
            #expect(reply.headers[.contentType] == "application/problem+json")
            #expect(reply.text.contains("\"field\":\"\(field)\""))
        }
        #expect(try await site.get("/week?child=x", session: session).status == .badRequest)
        #expect(try await site.get("/api/v1/children/x/week", session: session).status == .notFound)
    }

    @Test("answer the week as JSON")
    func json() async throws {
        let site = try await TestSite()
        let work = Sample.id(0x91)
        try site.book.apply(
            Lessons.topic(Lessons.monday), Lessons.homework(Lessons.monday, "§ 5"),
            Lessons.roll(Lessons.monday, [Lessons.entry(.late, minutes: 5)]), Lessons.work(work, of: Lessons.monday),
            Lessons.mark(Sample.id(0xB1), for: work, on: "2026-10-12"))
        let reply = try await site.get(Self.api(Sample.pupil) + "?from=2026-10-12", session: try await site.session())
        #expect(reply.status == .ok)
        #expect(reply.headers[.cacheControl] == "no-store")
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(reply.text.utf8)) as? [String: Any])
        #expect(document["from"] as? String == "2026-10-12")
        #expect(document["today"] as? String == "2026-10-14")
        #expect(document["age"] as? String == "fresh")
        let days = try #require(document["days"] as? [[String: Any]])
        let monday = try #require((days[0]["lessons"] as? [[String: Any]])?.first)
        #expect(monday["start"] as? String == "08:30")
        #expect((monday["attendance"] as? [String: Any])?["code"] as? String == "late")
        #expect((monday["marks"] as? [[String: Any]])?.first?["kind"] as? String == "control")
        let wednesday = try #require((days[2]["lessons"] as? [[String: Any]])?.first)
        #expect((wednesday["homework"] as? [[String: Any]])?.first?["text"] as? String == "§ 5")
        #expect(wednesday["attendance"] is NSNull)
    }
}
