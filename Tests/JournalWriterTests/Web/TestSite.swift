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

@testable import JournalWriter

/// The journal's pages over a journal in memory.
struct TestSite: Sendable {
    let journal: TestJournal
    let web: JournalWeb

    init(_ journal: TestJournal) throws {
        self.journal = journal
        let desk = CommandDesk { journal.perform($0) }
        web = try JournalWeb(
            .init(
                web: WebConfiguration(
                    host: "127.0.0.1", port: 0, basePath: BasePath(verified: "/journal"),
                    publicOrigin: try #require(PublicOrigin("http://zvonok.test")), secureCookies: false,
                    trustedProxies: TrustedProxies([.loopback]), journalBase: BasePath(verified: "/journal")),
                isSample: false, now: { journal.now }, logger: Logger(label: "test"),
                reader: JournalReader(journal.queue), desk: desk,
                keys: SigningKeyring(
                    secrets: SigningSecrets(journal.queue), desk: desk, now: { journal.now }),
                sessionStore: SessionRows(journal.queue),
                doorSecret: Array(repeating: 7, count: 32), readSink: { try await ReadRows(journal.queue).insert($0) }))
    }

    /// A browser in which this person is signed in; nobody without one.
    func browser(_ person: UUID? = Sample.teacher) async throws -> Browser {
        var browser = Browser()
        guard let person else { return browser }
        for cookie in try await web.parts.sessions.begin(for: person) { browser.keep(cookie.description) }
        return browser
    }

    /// Sends one request and keeps the cookies that come back.
    func send(
        _ method: HTTPRequest.Method, _ path: String, from browser: inout Browser, body: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var fields = headers
        if !browser.cookies.isEmpty { fields[.cookie] = browser.header }
        if body != nil, fields[.contentType] == nil { fields[.contentType] = "application/x-www-form-urlencoded" }
        let (router, logger, all) = (web.site.router, Logger(label: "test"), fields)
        let response = try await Application(router: router, logger: logger).test(.router) { client in
            try await client.execute(
                uri: "/journal" + path, method: method, headers: all, body: body.map { ByteBuffer(string: $0) })
        }
        for cookie in response.headers[values: .setCookie] { browser.keep(cookie) }
        return response
    }

    func get(_ path: String, from browser: inout Browser) async throws -> TestResponse {
        try await send(.get, path, from: &browser)
    }

    /// Opens a page, changes some of its form's fields, and sends it: what a browser without scripts does.
    func submit(
        _ path: String, to action: String? = nil, changing changes: [String: String?], from browser: inout Browser
    ) async throws -> TestResponse {
        let page = try await get(path, from: &browser)
        #expect(page.status == .ok)
        var fields = PageForm(page.text, action: "/journal" + (action ?? path)).fields
        for (name, value) in changes { fields.set(name, value) }
        return try await send(.post, action ?? path, from: &browser, body: fields.encoded)
    }
}

/// Keeps cookies, as a browser does.
struct Browser: Sendable {
    private(set) var cookies: [String: String] = [:]

    var header: String { cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }

    mutating func keep(_ header: String) {
        let parts = header.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
        let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        cookies[pair[0]] = parts.contains("Max-Age=0") ? nil : pair[1]
    }

    mutating func forget(_ name: String) { cookies[name] = nil }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}
