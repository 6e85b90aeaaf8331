import EventFeed
import Logging
import School
import ServiceLifecycle
import ZeroMQ

/// A service's place on the bus: the ZeroMQ context, its keys, and who may ask what.
public struct Bus: Sendable {
    /// How long the throw-away key may take to be refused at start.
    private static let selfCheckLimit: Duration = .seconds(10)

    public let context: ZeroMQContext
    public let keys: CurveKeyPair
    /// What it asks others with.
    private let clientKeys: CurveKeyPair
    public let allowList: AllowList
    private let logger: Logger
    private let endpoint: BusEndpoint
    private let allowListFile: String

    /// Opens the context and binds the handler that asks the allow-list at each handshake.
    public static func open(_ configuration: ConfigurationValues, logger: Logger) async throws -> Bus {
        let keys = try BusFiles.keys(BusKeys.secretKey, configuration)
        let clientKeys = try BusFiles.clientKeys(configuration) ?? keys
        let policy = ZAPPolicy()
        let allowList = try AllowList(AllowListFile.read(configuration[BusKeys.allowList]), policy: policy)
        let context = try ZeroMQContext(logger: logger)
        try await context.bindAuthenticator(policy)
        return Bus(
            context: context, keys: keys, clientKeys: clientKeys, allowList: allowList, logger: logger,
            endpoint: configuration[BusKeys.endpoint], allowListFile: configuration[BusKeys.allowList])
    }

    /// Binds the server's port and proves, before the service calls itself ready, that a stranger is refused.
    public func start(_ server: FeedServer) async throws {
        let bound = try await server.start(endpoint.text)
        // Whoever edited the list before the port was there could not say so, and took the service for stopped.
        try allowList.replace { try AllowListFile.read(allowListFile) }
        try await context.verifyRefusesUnknownKey(
            endpoint: bound.reachable, serverKey: keys.publicKey, timeout: Self.selfCheckLimit)
        logger.notice("a throw-away key was refused", metadata: [LogKey.endpoint: "\(bound)"])
    }

    /// A connection to another service.
    public func client(of upstream: Upstream) -> FeedClient {
        FeedClient(
            context: context, endpoint: upstream.endpoint.text,
            curve: CurveClient(keys: clientKeys, serverKey: upstream.serverKey))
    }

    /// Takes a changed allow-list over; on a mistake in it the present one stays.
    public func reload(_ configuration: ConfigurationValues, server: FeedServer) async throws {
        try allowList.replace { try AllowListFile.read(configuration[BusKeys.allowList]) }
        await server.recheckRights()
    }

    /// Ends the sockets' thread once everything that uses it has stopped: the first service of all, so the last to end.
    public var closing: any Service { BusClosing(context: context) }
}

private struct BusClosing: Service {
    let context: ZeroMQContext

    func run() async throws {
        try? await gracefulShutdown()
        await context.shutdown()
    }
}

extension String {
    /// Where a port bound to every address can be reached from this machine.
    var reachable: String {
        replacing("tcp://0.0.0.0:", with: "tcp://127.0.0.1:").replacing("tcp://*:", with: "tcp://127.0.0.1:")
    }
}

extension FaultHook {
    /// The named points of this service; inert unless the operator of a sample store named one.
    public init(_ points: FaultPoints) {
        let named = Dictionary(
            uniqueKeysWithValues: Point.allCases.map { ($0, points.point($0.rawValue)) })
        self.init { named[$0]?.hit() }
    }

    /// The names `--die-at` knows.
    public static let names = Point.allCases.map(\.rawValue)
}
