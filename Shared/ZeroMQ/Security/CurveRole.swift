import CZeroMQ

/// What makes a socket a CURVE server.
public struct CurveServer: Sendable {
    /// The ZAP domain when nothing else is chosen; libzmq skips ZAP for an empty one.
    public static let defaultDomain = "global"

    public let keys: CurveKeyPair
    /// The ZAP domain, that of the ``ZAPPolicy`` which is to decide.
    public let domain: String

    /// - Parameter domain: 1…254 bytes; checked when the socket is made.
    public init(keys: CurveKeyPair, domain: String = defaultDomain) {
        self.keys = keys
        self.domain = domain
    }

    func apply(to socket: UnsafeMutableRawPointer) throws(ZeroMQError) {
        guard (1...254).contains(domain.utf8.count) else {
            throw ZeroMQError(.invalidArgument, "make CURVE server", reason: "the ZAP domain needs 1…254 bytes")
        }
        try SocketOption.set(ZMQ_ZAP_DOMAIN, to: Array(domain.utf8), on: socket)
        // Without this a socket whose ZAP handler has gone would let every key in.
        try SocketOption.set(czmq_option_zap_enforce_domain, to: 1, on: socket)
        try SocketOption.set(ZMQ_CURVE_SERVER, to: 1, on: socket)
        try SocketOption.set(ZMQ_CURVE_SECRETKEY, to: keys.secretKey.bytes, on: socket)
    }
}

/// What makes a socket a CURVE client of one server.
public struct CurveClient: Sendable {
    public let keys: CurveKeyPair
    /// The server must own its secret half, else the handshake fails.
    public let serverKey: CurvePublicKey

    public init(keys: CurveKeyPair, serverKey: CurvePublicKey) {
        self.keys = keys
        self.serverKey = serverKey
    }

    func apply(to socket: UnsafeMutableRawPointer) throws(ZeroMQError) {
        try SocketOption.set(ZMQ_CURVE_SERVERKEY, to: serverKey.bytes, on: socket)
        try SocketOption.set(ZMQ_CURVE_PUBLICKEY, to: keys.publicKey.bytes, on: socket)
        try SocketOption.set(ZMQ_CURVE_SECRETKEY, to: keys.secretKey.bytes, on: socket)
    }
}
