import CZeroMQ

/// Limits and times of one socket. The defaults are the ones the services run with; every one of them is finite.
public struct SocketOptions: Sendable {
    /// Messages that may wait to be sent to one peer, 1…1,000,000. libzmq counts messages, not bytes.
    public var sendHighWaterMark = 1_000
    /// Messages that may wait to be received from one peer, 1…1,000,000.
    public var receiveHighWaterMark = 1_000
    /// The largest part in bytes, 1…1 GiB, when sending and when receiving. A peer that sends more over a network is
    /// disconnected by libzmq; over `inproc://` its message is dropped and counted.
    public var maxMessageBytes = 4 * 1_024 * 1_024
    /// Parts of a message, the routing id not counted, 1…1,024. A message with more is dropped and counted.
    public var maxParts = 8
    /// Time between two attempts to connect, doubled up to ``maxReconnectInterval``.
    public var reconnectInterval: Duration = .milliseconds(200)
    public var maxReconnectInterval: Duration = .seconds(10)
    /// Time a TCP connection may take to stand.
    public var connectTimeout: Duration = .seconds(5)
    /// Time a peer has for its handshake; a connection that says nothing is closed then.
    public var handshakeTimeout: Duration = .seconds(5)
    /// ZMTP heartbeats: how often we ask, how long we wait for an answer, and how long the peer may wait for us. They
    /// are answered by libzmq's own thread, so they show that a machine is there and not that the program works.
    public var heartbeatInterval: Duration = .seconds(5)
    public var heartbeatTimeout: Duration = .seconds(15)
    public var heartbeatTimeToLive: Duration = .seconds(20)
    /// How long what was sent may still go out after the socket is closed, 0…60 s. The context's shutdown waits for it,
    /// at most that long, with its reactor's thread.
    public var linger: Duration = .zero
    /// TCP connections the kernel may hold before they are accepted, 1…65,535.
    public var acceptBacklog = 256
    /// Whether names may be resolved to IPv6 addresses and bound to them.
    public var usesIPv6 = false
    /// Allows `tcp://` and `ipc://` without CURVE keys. For measurements and tests only: anybody who reaches the port
    /// is let in.
    public var allowsPlaintext = false

    public init() {}

    func validate() throws(ZeroMQError) {
        try Self.check(sendHighWaterMark, 1...1_000_000, "sendHighWaterMark")
        try Self.check(receiveHighWaterMark, 1...1_000_000, "receiveHighWaterMark")
        try Self.check(maxMessageBytes, 1...(1 << 30), "maxMessageBytes")
        try Self.check(maxParts, 1...1_024, "maxParts")
        try Self.check(acceptBacklog, 1...65_535, "acceptBacklog")
        guard linger >= .zero, linger <= .seconds(60) else {
            throw ZeroMQError(.invalidArgument, "make socket", reason: "linger is \(linger), expected 0 to 60 s")
        }
        for (name, time) in times {
            guard time >= .milliseconds(1), time <= .seconds(3_600) else {
                throw ZeroMQError(
                    .invalidArgument, "make socket", reason: "\(name) is \(time), expected 1 ms to 1 hour")
            }
        }
    }

    private var times: [(String, Duration)] {
        [
            ("reconnectInterval", reconnectInterval), ("maxReconnectInterval", maxReconnectInterval),
            ("connectTimeout", connectTimeout), ("handshakeTimeout", handshakeTimeout),
            ("heartbeatInterval", heartbeatInterval), ("heartbeatTimeout", heartbeatTimeout),
            ("heartbeatTimeToLive", heartbeatTimeToLive),
        ]
    }

    private static func check(_ value: Int, _ range: ClosedRange<Int>, _ name: String) throws(ZeroMQError) {
        guard range.contains(value) else {
            throw ZeroMQError(.invalidArgument, "make socket", reason: "\(name) is \(value), expected \(range)")
        }
    }
}

extension SocketOptions {
    /// What CURVE adds to a part on the wire (command name, nonce, authenticator, flags: 33 bytes), rounded up. libzmq
    /// holds the encrypted size against its limit; without this the largest allowed part would end the connection.
    private static let curveOverhead: Int64 = 64

    func apply(to socket: UnsafeMutableRawPointer) throws(ZeroMQError) {
        let values: [(Int32, Int32)] = [
            (ZMQ_LINGER, linger.milliseconds),
            (ZMQ_SNDHWM, Int32(sendHighWaterMark)),
            (ZMQ_RCVHWM, Int32(receiveHighWaterMark)),
            (ZMQ_RECONNECT_IVL, reconnectInterval.milliseconds),
            (ZMQ_RECONNECT_IVL_MAX, maxReconnectInterval.milliseconds),
            (ZMQ_CONNECT_TIMEOUT, connectTimeout.milliseconds),
            (ZMQ_HANDSHAKE_IVL, handshakeTimeout.milliseconds),
            (ZMQ_HEARTBEAT_IVL, heartbeatInterval.milliseconds),
            (ZMQ_HEARTBEAT_TIMEOUT, heartbeatTimeout.milliseconds),
            (ZMQ_HEARTBEAT_TTL, heartbeatTimeToLive.milliseconds),
            (ZMQ_BACKLOG, Int32(acceptBacklog)),
            (ZMQ_IPV6, usesIPv6 ? 1 : 0),
        ]
        for (option, value) in values { try SocketOption.set(option, to: value, on: socket) }
        try SocketOption.setInt64(ZMQ_MAXMSGSIZE, to: Int64(maxMessageBytes) + Self.curveOverhead, on: socket)
    }
}
