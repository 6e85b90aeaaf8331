import HTTPTypes
import Hummingbird

/// Every route of a service, in one place: there is no other way to add one, and none without saying who may come and
/// whose data it shows.
public struct RouteTable: Sendable {
    public private(set) var routes: [Route] = []

    public init() {}

    /// Adds a route.
    /// - Parameters:
    ///   - path: below the base path, from a slash on; `:name` is a parameter (`/lessons/:lesson`).
    ///   - name: in logs, metrics and read records: `journal.lesson`. At most 64 characters of a–z, dots and dashes.
    ///   - access: who may come.
    ///   - reads: whose personal data the answer shows.
    ///   - bodyLimit: the most bytes of a body.
    public mutating func add<Identity>(
        _ method: HTTPRequest.Method, _ path: String, name: String, access: Access<Identity>, reads: Reads,
        bodyLimit: Int = FormData.maximumBytes,
        handler: @escaping @Sendable (WebRequest, Identity) async throws -> Answer
    ) {
        let route = RouteFacts(
            method: method, path: path, name: name, access: access.kind, reads: reads, bodyLimit: bodyLimit)
        routes.append(
            Route(facts: route) { request, context, site in
                try await RouteRun(route: route, access: access, handler: handler).answer(request, context, site)
            })
    }

    /// Adds a route that shows something. HEAD comes with it.
    public mutating func get<Identity>(
        _ path: String, name: String, access: Access<Identity>, reads: Reads,
        handler: @escaping @Sendable (WebRequest, Identity) async throws -> Answer
    ) {
        add(.get, path, name: name, access: access, reads: reads, handler: handler)
    }

    /// Adds a route that a form or a program sends something to.
    public mutating func post<Identity>(
        _ path: String, name: String, access: Access<Identity>, reads: Reads, bodyLimit: Int = FormData.maximumBytes,
        handler: @escaping @Sendable (WebRequest, Identity) async throws -> Answer
    ) {
        add(.post, path, name: name, access: access, reads: reads, bodyLimit: bodyLimit, handler: handler)
    }
}

/// A route: what the table says of it, and how it is answered.
public struct Route: Sendable {
    public let facts: RouteFacts
    let respond: @Sendable (Request, WebRequestContext, WebSite) async throws -> Response
}

/// What the table says of a route.
public struct RouteFacts: Hashable, Sendable {
    public let method: HTTPRequest.Method
    /// Below the base path.
    public let path: String
    public let name: String
    public let access: AccessKind
    public let reads: Reads
    /// Bytes.
    public let bodyLimit: Int

    /// Whether it answers programs: problems are then JSON, and nobody is sent to a sign-in page.
    public var isAPI: Bool { RouteFacts.isAPI(path) }

    static func isAPI(_ path: String) -> Bool { path.hasPrefix("/api/") }

    /// Whether a path of a request, below the base path, is this route's.
    func matches(_ path: Substring) -> Bool {
        let own = self.path.split(separator: "/")
        let other = path.split(separator: "/")
        return own.count == other.count && zip(own, other).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
    }
}
