import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Web

/// Every route of a site, and how it is asked. A route without a knock is a complaint: whoever adds one says here who may
/// come in.
public struct Doors: Sendable {
    let site: WebSite
    public let knocks: [String: Knock]
    /// What no refusal may hold: names and words of what was asked for.
    private let secrets: [String]

    public init(_ site: WebSite, secrets: [String], _ knocks: [String: Knock]) {
        self.site = site
        self.secrets = secrets
        let stylesheet = site.table.routes.map(\.facts).first { $0.name == "web.stylesheet" }
        self.knocks = knocks.merging([
            "web.stylesheet": Knock(stylesheet?.path ?? ""), "web.language": Knock("/language?to=en", opens: .seeOther),
        ]) { first, _ in first }
    }

    /// The routes nobody decided about, and decisions about no route.
    public var undecided: [String] {
        let names = Set(site.table.routes.map(\.facts.name))
        return names.symmetricDifference(knocks.keys).sorted()
    }

    /// Knocks at every door as somebody to whom nothing belongs.
    /// - Returns: what was answered otherwise than it must be, in words; nothing if all is well.
    public func complaints(of guest: Guest) async throws -> [String] {
        try await each { route, knock, method in
            let seen = try await ask(method, knock.path, knock, as: guest)
            let blind = try await knock.unknown.asyncMap { try await ask(method, $0, knock, as: guest) }
            let visit = Visit(route: route, knock: knock, method: method, base: site.parts.web.basePath.text)
            return visit.complaints(guest, seen, unknown: blind, secrets: secrets, journal: site.parts.web.journalBase)
        }
    }

    /// Knocks at every door as somebody whom all of it belongs to, so that no refusal is the request's fault.
    public func complaints(ofOwner guest: Guest) async throws -> [String] {
        try await each { route, knock, method in
            guard Visit.mayCome(guest.kind, route.access) else { return [] }
            let reply = try await ask(method, knock.path, knock, as: guest)
            return reply.status == knock.opens ? [] : ["\(method) \(knock.path) for its owner: \(reply.whole)"]
        }
    }

    /// What everybody may ask for comes last: signing out is among it.
    private var signingOutLast: [RouteFacts] {
        let routes = site.table.routes.map(\.facts)
        return routes.filter { !$0.access.isForEveryone } + routes.filter(\.access.isForEveryone)
    }

    private func each(
        _ body: (RouteFacts, Knock, HTTPRequest.Method) async throws -> [String]
    ) async throws -> [String] {
        var complaints: [String] = []
        for route in signingOutLast {
            guard let knock = knocks[route.name] else { continue }
            for method in route.method == .get ? [.head, .get] : [route.method] {
                complaints += try await body(route, knock, method)
            }
        }
        return complaints
    }

    // MARK: - Asking

    private func ask(_ method: HTTPRequest.Method, _ path: String, _ knock: Knock, as guest: Guest) async throws
        -> Reply
    {
        let token = CSRFToken().text
        var headers = knock.headers
        let csrf = site.parts.web.publicOrigin.isSecure ? "__Host-zvonok_csrf" : "zvonok_csrf"
        headers[.cookie] = (guest.cookies + ["\(csrf)=\(token)"]).joined(separator: "; ")
        if let authorization = guest.authorization { headers[.authorization] = authorization }
        let body = Self.body(knock.content, token, &headers)
        let (uri, sent) = (site.parts.web.basePath.text + path, headers)
        let quiet = Logger(label: "doors") { _ in SwiftLogNoOpLogHandler() }
        let response = try await Application(router: site.router, logger: quiet).test(.router) { client in
            try await client.execute(uri: uri, method: method, headers: sent, body: body)
        }
        return Reply(response)
    }

    private static func body(_ content: Knock.Content, _ token: String, _ headers: inout HTTPFields) -> ByteBuffer? {
        switch content {
        case .nothing: return nil
        case .json(let text):
            headers[.contentType] = "application/json"
            return ByteBuffer(string: text)
        case .form(let fields):
            headers[.contentType] = "application/x-www-form-urlencoded"
            let pairs = (fields + [(CSRFToken.fieldName, token)]).map { "\($0.0)=\(encoded($0.1))" }
            return ByteBuffer(string: pairs.joined(separator: "&"))
        }
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension AccessKind {
    fileprivate var isForEveryone: Bool { if case .everyone = self { true } else { false } }
}

extension Optional {
    fileprivate func asyncMap<Value>(_ body: (Wrapped) async throws -> Value) async rethrows -> Value? {
        guard let self else { return nil }
        return try await body(self)
    }
}
