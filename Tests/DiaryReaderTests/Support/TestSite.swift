import Contracts
import EventFeed
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import School
import ServiceKit
import Testing
import Web

@testable import DiaryReader

/// The diary's pages over a store in memory, asked without a socket.
struct TestSite {
    static let password = "правильная лошадь"
    private static let verifier = Task { try await PasswordVerifier().hash(password).phc }
    static let base = "/diary"

    let book: TestBook
    let reads: ReadRecorder
    private let site: WebSite
    private let sessions: Sessions

    /// - Parameter hasSchool: the sample school's events have come.
    init(hasSchool: Bool = true) async throws {
        let book = try TestBook(isPrepared: hasSchool, hasAccount: false)
        let now: WallClock = { book.diary.now }
        var issue = Make.issue()
        issue.passwordVerifier = try await Self.verifier.value
        try book.diary.accept(issue)
        let web = try Self.web()
        let sessions = Sessions(
            store: FamilySessions(book.queue), limits: .family, cookie: SiteCookies.family, path: Self.base,
            isSecure: true, now: now)
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let routes = DiaryRoutes(
            book: book.book, sessions: sessions, passwords: PasswordVerifier(), guesses: GuessLimiter(now: now),
            browsers: KnownBrowser(
                secret: try await BrowserSecret.read(in: book.queue), path: Self.base, isSecure: true),
            desk: LocalDesk(perform: { book.diary.perform($0) }, now: now), paths: DiaryPaths(base: web.basePath),
            logger: quiet)
        reads = ReadRecorder(logger: quiet) { try await ReadRecordSink(book.queue).write($0) }
        site = try DiarySite.site(web, routes, sessions, reads, isSample: false, now: now)
        self.book = book
        self.sessions = sessions
    }

    private static func web() throws -> WebConfiguration {
        WebConfiguration(
            host: "127.0.0.1", port: 0, basePath: try #require(BasePath(base)),
            publicOrigin: try #require(PublicOrigin("https://zvonok.example")), secureCookies: true,
            trustedProxies: TrustedProxies([]), journalBase: try #require(BasePath("/journal")))
    }

    var table: RouteTable { site.table }
    /// For a knock at every door.
    var whole: WebSite { site }

    /// A session cookie of a person.
    func session(of person: UUID = Sample.guardian) async throws -> String {
        try await sessions.begin(for: person).cookie.value
    }

    struct Reply {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String

        var location: String? { headers[.location] }
    }

    func get(_ path: String, session: String? = nil, method: HTTPRequest.Method = .get) async throws -> Reply {
        try await ask(path, method, cookies: session.map { ["\(SiteCookies.family)=\($0)"] } ?? [], body: nil)
    }

    /// Sends a form as a browser of this site would.
    func post(
        _ path: String, _ fields: [(String, String)], session: String? = nil, cookies more: [String] = []
    ) async throws -> Reply {
        let csrf = CSRFToken().text
        let body = (fields + [(CSRFToken.fieldName, csrf)]).map { "\($0.0)=\(Self.encoded($0.1))" }
        let cookies = ["__Host-zvonok_csrf=\(csrf)"] + more + (session.map { ["\(SiteCookies.family)=\($0)"] } ?? [])
        return try await ask(path, .post, cookies: cookies, body: body.joined(separator: "&"))
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func ask(
        _ path: String, _ method: HTTPRequest.Method, cookies: [String], body: String?
    ) async throws -> Reply {
        var fields: HTTPFields = [:]
        if !cookies.isEmpty { fields[.cookie] = cookies.joined(separator: "; ") }
        if body != nil { fields[.contentType] = "application/x-www-form-urlencoded" }
        let headers = fields
        let application = Application(
            router: site.router, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return try await application.test(.router) { client in
            try await client.execute(
                uri: Self.base + path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
            ) { Reply(status: $0.status, headers: $0.headers, text: String(buffer: $0.body)) }
        }
    }
}
