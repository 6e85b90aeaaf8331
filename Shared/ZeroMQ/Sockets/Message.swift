/// The routing id a ROUTER gives a connected peer. It names a connection, not a key: after a reconnect it is another.
public struct PeerID: Hashable, Sendable {
    let bytes: [UInt8]

    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }
}

/// One whole message as received.
public struct InboundMessage: Sendable {
    /// Whom to answer; nil on a DEALER, which has one peer.
    public let peer: PeerID?
    /// The parts, at least one, any of which may be empty. The routing id is not among them.
    public let parts: [[UInt8]]
    /// The peer's public key (Z85) as the ZAP handler let it in, read anew on every message; nil without CURVE.
    public let userID: String?

    public init(peer: PeerID?, parts: [[UInt8]], userID: String?) {
        self.peer = peer
        self.parts = parts
        self.userID = userID
    }
}

/// What became of a message that was sent. `sent` means handed to libzmq: it may still be lost with its connection.
public enum SendOutcome: Sendable, Hashable {
    case sent
    /// ROUTER: no such peer any more (EHOSTUNREACH). Drop what waits for it.
    case unreachable
    /// The peer's queue is full, or a DEALER is not connected (EAGAIN). Nothing was queued.
    case wouldBlock
}
