import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

extension WebSite {
    /// A connection that says nothing for this long is closed.
    public static let idleLimit = Duration.seconds(60)
    /// The most bytes of a request's header fields, and the most of them.
    public static let headerBytes = 16 * 1_024
    public static let headerCount = 100
    /// The most connections at once; the next waits in the listen queue.
    public static let connectionLimit = 1_024

    /// The server of these pages, as a service.
    /// - Parameter onListening: told the port once connections are accepted.
    public func server(
        logger: Logger, onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some Service {
        let limits = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: Self.headerBytes, maxHeaderListSize: Self.headerBytes,
            maxHeaderFieldCount: Self.headerCount)
        let port = parts.web.port
        return Application(
            router: router,
            server: .http1(
                configuration: .init(idleTimeout: TimeAmount(Self.idleLimit), httpDecoderConfiguration: limits)),
            configuration: .init(
                address: .hostname(parts.web.host, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionLimit)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? port) },
            logger: logger)
    }
}
