import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceKit
import Testing

@testable import Web

@Suite("A session")
struct SessionsTests {
    private static func request(_ cookie: Cookie) -> Request {
        Request(
            head: HTTPRequest(
                method: .get, scheme: nil, authority: nil, path: "/",
                headerFields: [.cookie: "\(cookie.name)=\(cookie.value)"]),
            body: RequestBody(buffer: ByteBuffer()))
    }

    @Test("is kept by its token's hash, never the token")
    func hashed() async throws {
        let site = try TestSite()
        let (session, cookie) = try await site.sessions.begin(for: TestSite.person)
        #expect(Base64URL.decode(cookie.value)?.count == 32)
        #expect(cookie.description.contains("HttpOnly") && cookie.description.contains("Path=/journal"))
        let stored = try await site.queue.read { try Data.fetchAll($0, sql: "SELECT hash FROM session") }
        #expect(stored == [Data(session.hash)] && session.hash != Base64URL.decode(cookie.value))
        #expect(try await site.sessions.session(of: Self.request(cookie)) == session)
    }

    @Test("lives until it was idle for its limit, to the microsecond")
    func idle() async throws {
        let site = try TestSite()
        let (_, cookie) = try await site.sessions.begin(for: TestSite.person)
        site.clock.advance(by: SessionLimits.family.idle - .microseconds(1))
        #expect(try await site.sessions.session(of: Self.request(cookie)) != nil)
        site.clock.advance(by: SessionLimits.family.idle)
        #expect(try await site.sessions.session(of: Self.request(cookie)) == nil)
        #expect(try await site.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM session") } == 0)
    }

    @Test("ends at its absolute limit, however much it is used")
    func absolute() async throws {
        let site = try TestSite()
        let (_, cookie) = try await site.sessions.begin(for: TestSite.person)
        let step = Duration.seconds(10 * 86_400)
        for _ in 1..<18 {
            site.clock.advance(by: step)
            #expect(try await site.sessions.session(of: Self.request(cookie)) != nil)
        }
        site.clock.advance(by: step)
        #expect(try await site.sessions.session(of: Self.request(cookie)) == nil)
    }

    @Test("notes its use no more often than every five minutes")
    func touch() async throws {
        let site = try TestSite()
        let (session, cookie) = try await site.sessions.begin(for: TestSite.person)
        func lastSeen() async throws -> Int64? {
            _ = try await site.sessions.session(of: Self.request(cookie))
            return try await site.queue.read { try Int64.fetchOne($0, sql: "SELECT last_seen FROM session") }
        }
        site.clock.advance(by: SessionLimits.touchEvery - .microseconds(1))
        #expect(try await lastSeen() == session.began)
        site.clock.advance(by: .microseconds(1))
        #expect(try await lastSeen() == site.clock.now())
    }

    @Test("ends when its owner signs out, and with all of a person's")
    func ends() async throws {
        let site = try TestSite()
        let (_, first) = try await site.sessions.begin(for: TestSite.person)
        let (_, second) = try await site.sessions.begin(for: TestSite.person)
        let removed = try await site.sessions.end(of: Self.request(first))
        #expect(removed.value.isEmpty && removed.maxAge == 0)
        #expect(try await site.sessions.session(of: Self.request(first)) == nil)
        #expect(try await site.sessions.session(of: Self.request(second)) != nil)
        try await TestStore(queue: site.queue).removeAll(of: TestSite.person)
        #expect(try await site.sessions.session(of: Self.request(second)) == nil)
    }

    @Test("ends where the same browser signs in again; no other does")
    func replaced() async throws {
        let site = try TestSite()
        let (_, other) = try await site.sessions.begin(for: TestSite.person)
        let (_, old) = try await site.sessions.begin(for: TestSite.pupil)
        let (_, new) = try await site.sessions.begin(for: TestSite.person, replacing: Self.request(old))
        #expect(new.value != old.value)
        #expect(try await site.sessions.session(of: Self.request(old)) == nil)
        for cookie in [other, new] { #expect(try await site.sessions.session(of: Self.request(cookie)) != nil) }
    }

    @Test("is never one that the browser brought along")
    func fixation() async throws {
        let site = try TestSite()
        let planted = Cookie(name: SiteCookies.family, value: Base64URL.encode(Array(repeating: 7, count: 32)))
        let (_, begun) = try await site.sessions.begin(for: TestSite.person, replacing: Self.request(planted))
        #expect(begun.value != planted.value)
        #expect(try await site.sessions.session(of: Self.request(planted)) == nil)
    }

    @Test("lets read on while the store takes nothing")
    func fullDisk() async throws {
        let site = try TestSite()
        let (session, cookie) = try await site.sessions.begin(for: TestSite.person)
        try await site.queue.write { try $0.execute(sql: "PRAGMA query_only = 1") }
        site.clock.advance(by: SessionLimits.touchEvery)
        #expect(try await site.sessions.session(of: Self.request(cookie))?.id == session.id)
        site.clock.advance(by: SessionLimits.family.idle)
        #expect(try await site.sessions.session(of: Self.request(cookie)) == nil)
    }

    @Test("one more than a person may have ends the one used longest ago")
    func perPerson() async throws {
        let site = try TestSite()
        var cookies: [Cookie] = []
        for _ in 0...SessionTable.perPerson {
            cookies.append(try await site.sessions.begin(for: TestSite.person).cookie)
            site.clock.advance(by: .seconds(1))
        }
        #expect(try await site.sessions.session(of: Self.request(cookies[0])) == nil)
        #expect(try await site.sessions.session(of: Self.request(cookies[1])) != nil)
    }

    @Test(
        "is not found by what is no token",
        arguments: ["", "A", String(repeating: "A", count: 42), String(repeating: "A", count: 44), "é"])
    func noToken(value: String) async throws {
        let site = try TestSite()
        let answer = try await site.sessions.session(of: Self.request(Cookie(name: SiteCookies.family, value: "x")))
        #expect(answer == nil && Base64URL.decode(value)?.count != 32)
    }
}

@Suite("Base64url")
struct Base64URLTests {
    @Test("reads back what it wrote, of any length")
    func roundTrip() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + count) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
    }

    @Test(
        "is RFC 4648's, without padding",
        arguments: [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg")])
    func vectors(plain: String, encoded: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == encoded)
    }

    @Test(
        "has one text for some bytes and no other",
        arguments: ["Zh", "Zg==", "Z", "Zm9v=", "Zm9+", "Zm 9", "Zm9v\n", "ж"])
    func strict(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
