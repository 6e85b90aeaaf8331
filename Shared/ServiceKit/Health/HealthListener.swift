import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// Serves `/livez`, `/readyz`, `/version` and `/metrics` on a loopback address, apart from the service's own pages.
public struct HealthListener: Service, CustomStringConvertible {
    /// A connection that says nothing for this long is closed.
    public static let idleTimeout = Duration.seconds(30)
    /// A probe's header is short; more is refused by the parser. Bytes.
    public static let headerLimit = 8 * 1024

    private let health: Health
    private let version: @Sendable () -> ServiceVersion
    private let metrics: PrometheusRegistry
    private let address: LoopbackAddress
    private let port: Int
    private let idleTimeout: Duration
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - port: 0 lets the system choose.
    ///   - onListening: told the port once connections are accepted.
    public init(
        address: LoopbackAddress, port: Int, health: Health, version: @escaping @Sendable () -> ServiceVersion,
        metrics: PrometheusRegistry, idleTimeout: Duration = Self.idleTimeout, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.address = address
        self.port = port
        self.health = health
        self.version = version
        self.metrics = metrics
        self.idleTimeout = idleTimeout
        self.logger = logger
        self.onListening = onListening
    }

    public var description: String { "health listener" }

    public func run() async throws {
        try await application.run()
    }

    /// The whole application, for tests that need no socket too.
    var application: Application<RouterResponder<BasicRequestContext>> {
        let limits = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: Self.headerLimit, maxHeaderListSize: Self.headerLimit)
        return Application(
            router: router,
            server: .http1(
                configuration: .init(idleTimeout: TimeAmount(idleTimeout), httpDecoderConfiguration: limits)),
            configuration: .init(address: .hostname(address.host, port: port)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? port) },
            logger: logger)
    }

    /// Every page of the listener. Whoever is on this machine may read them: none holds anybody's data.
    enum Route: String, CaseIterable {
        case livez, readyz, version, metrics
    }

    private var router: Router<BasicRequestContext> {
        let router = Router()
        for route in Route.allCases {
            router.get(RouterPath(route.rawValue)) { request, _ in answer(route, request) }
        }
        return router
    }

    private func answer(_ route: Route, _ request: Request) -> Response {
        switch route {
        case .livez: return Self.plain("alive\n")
        case .readyz:
            let report = health.report
            let status: HTTPResponse.Status = report.isReady ? .ok : .serviceUnavailable
            let wantsJSON = request.headers[.accept]?.contains("application/json") ?? false
            return wantsJSON ? Self.json(report.json, status) : Self.plain(report.text, status)
        case .version: return Self.json(version().json)
        case .metrics: return Self.response(metrics.exposition, .ok, "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    private static func plain(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        response(text, status, "text/plain; charset=utf-8")
    }

    private static func json(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        response(text, status, "application/json")
    }

    /// Probes and scrapes are never answered from a cache.
    private static func response(_ text: String, _ status: HTTPResponse.Status, _ type: String) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
