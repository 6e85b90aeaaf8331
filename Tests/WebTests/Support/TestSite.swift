import Crypto
import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import School
import Logging
import NIOCore
import ServiceKit
import Synchronization

@testable import Web

/// A site of a few routes over a store in memory, asked without a socket.
struct TestSite {
    static let pupil = UUID(high: 1, low: 2)
    static let person = UUID(high: 3, low: 4)
    static let origin = "https://zvonok.example"

    let site: WebSite
    let clock: TestWallClock
    let queue: DatabaseQueue
    let sessions: Sessions
    let staffSessions: StaffSessions
    let keys: TestKeys
    let recorder: ReadRecorder
    let log = TestLog()

    /// - Parameter routes: added to the table.
    init(
        sink: (@Sendable ([ReadRecord]) async throws -> Void)? = nil, isSample: Bool = false,
        origin: String = Self.origin, routes: (inout RouteTable) -> Void = { _ in }
    ) throws {
        let queue = try TestStore.queue()
        let clock = TestWallClock()
        let keys = TestKeys()
        let isSecure = origin.hasPrefix("https")
        let store = TestStore(queue: queue)
        let web = WebConfiguration(
            host: "127.0.0.1", port: 0, basePath: BasePath(verified: "/journal"),
            publicOrigin: try PublicOrigin(origin).orThrow(), secureCookies: isSecure,
            trustedProxies: TrustedProxies([.loopback]), journalBase: BasePath(verified: "/journal"))
        let family = Sessions(
            store: store, limits: .family, cookie: SiteCookies.family, path: "/journal", isSecure: isSecure,
            now: clock.now)
        let long = Sessions(
            store: store, limits: .staff, cookie: SiteCookies.staffSession, path: "/journal", isSecure: isSecure,
            now: clock.now)
        staffSessions = StaffSessions(
            sessions: long, isSecure: isSecure, now: clock.now, signer: { keys.signer },
            isStillIn: { _ in keys.isStillIn })
        recorder = ReadRecorder(
            logger: Logger(label: "test"),
            sink: sink ?? { records in try await queue.write { try ReadRecordTable.insert(records, into: $0) } })
        var table = RouteTable()
        routes(&table)
        site = try WebSite(
            .init(
                web: web, name: Phrase(ru: "Журнал", en: "Journal"), isSample: isSample, now: clock.now,
                staff: StaffDoor(verifier: keys.verifier(clock.now), sessions: nil),
                family: FamilyDoor(sessions: family, signInPath: "/sign-in"),
                bearers: BearerDoor(realm: "test", tokens: [TestKeys.token].compactMap { $0 }),
                reads: recorder, notices: ["saved": Notice(.success, Phrase(ru: "Сохранено", en: "Saved"))]),
            routes: table)
        (self.clock, self.queue, self.keys, sessions) = (clock, queue, keys, family)
    }

    /// The same site with a door that renews tokens, as the journal has.
    func renewing() throws -> WebSite {
        var parts = site.parts
        parts.staff = StaffDoor(verifier: keys.verifier(clock.now), sessions: staffSessions)
        var table = RouteTable()
        TestRoutes.add(to: &table)
        return try WebSite(parts, routes: table)
    }

    func ask(
        _ method: HTTPRequest.Method = .get, _ path: String, cookies: [String: String] = [:],
        headers: HTTPFields = [:], body: String? = nil, site: WebSite? = nil
    ) async throws -> TestAnswer {
        var headers = headers
        if !cookies.isEmpty { headers[.cookie] = cookies.map { "\($0)=\($1)" }.sorted().joined(separator: "; ") }
        let (log, sent) = (log, headers)
        let application = Application(
            router: (site ?? self.site).router, logger: Logger(label: "test") { _ in TestLogHandler(log: log) })
        return try await application.test(.router) { client in
            try await client.execute(
                uri: path, method: method, headers: sent, body: body.map { ByteBuffer(string: $0) }
            ) { TestAnswer(status: $0.status, headers: $0.headers, text: String(buffer: $0.body)) }
        }
    }

    /// A form sent as a browser sends it, with the token it was given.
    func send(
        _ path: String, _ fields: String, cookies: [String: String] = [:], headers: HTTPFields = [:],
        site: WebSite? = nil
    ) async throws -> TestAnswer {
        let csrf = CSRFToken()
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        let cookies = cookies.merging(["__Host-zvonok_csrf": csrf.text]) { $1 }
        return try await ask(
            .post, path, cookies: cookies, headers: headers, body: "csrf=\(csrf.text)&\(fields)", site: site)
    }

    func staffToken(began: Int64? = nil) throws -> String {
        let now = clock.now()
        return try keys.signer.sign(person: Self.person, session: .none, began: began ?? now, now: now)
    }
}

struct TestAnswer {
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let text: String

    /// What a cookie is set to; nil if it is not.
    func cookie(_ name: String) -> String? {
        line(name)?.split(separator: ";").first?.split(separator: "=", maxSplits: 1).dropFirst().first.map(String.init)
    }

    func line(_ name: String) -> String? {
        headers[values: .setCookie].first { $0.hasPrefix(name + "=") }
    }
}

struct Absent: Error {}

extension Optional {
    func orThrow() throws -> Wrapped {
        guard let self else { throw Absent() }
        return self
    }
}

extension Response {
    var text: String {
        get async throws {
            let collected = TestBody()
            try await body.write(collected)
            return collected.text.withLock { $0 }
        }
    }
}

/// Keeps what is written to a body.
private final class TestBody: ResponseBodyWriter, Sendable {
    let text = Mutex("")

    func write(_ buffer: ByteBuffer) async throws { text.withLock { $0 += String(buffer: buffer) } }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
