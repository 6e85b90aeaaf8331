import CZeroMQ

/// What happened to a network connection of a socket, as its monitor saw it. `inproc://` has no such events.
public enum ConnectionEvent: Sendable, Hashable {
    /// A server took a TCP connection; nothing is known of the peer yet.
    case accepted
    /// A server could not take a connection; the errno value. Out of descriptors, usually.
    case acceptFailed(errno: Int32)
    /// A client's TCP connection stands; the handshake comes next.
    case connected
    /// Handshake done: messages can flow.
    case handshakeSucceeded
    case handshakeFailed(HandshakeFailure)
    /// A connection ended, before or after its handshake.
    case disconnected
    /// A client will try to connect again after a pause.
    case retrying

    /// The libzmq events we ask for. MONITOR_STOPPED is left out: libzmq sends it from the closing thread and blocks if
    /// nobody reads, and that thread is the reader.
    static let mask =
        ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_ACCEPT_FAILED | ZMQ_EVENT_CONNECTED | ZMQ_EVENT_DISCONNECTED
        | ZMQ_EVENT_CONNECT_RETRIED | ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH
        | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL
        | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL

    /// The first frame of a monitor message: event (16 bits) and value (32 bits), in the host's byte order.
    init?(frame: [UInt8]) {
        guard frame.count == 6 else { return nil }
        let (event, value) = frame.withUnsafeBytes {
            (Int32($0.loadUnaligned(as: UInt16.self)), $0.loadUnaligned(fromByteOffset: 2, as: UInt32.self))
        }
        switch event {
        case ZMQ_EVENT_ACCEPTED: self = .accepted
        case ZMQ_EVENT_ACCEPT_FAILED: self = .acceptFailed(errno: Int32(bitPattern: value))
        case ZMQ_EVENT_CONNECTED: self = .connected
        case ZMQ_EVENT_DISCONNECTED: self = .disconnected
        case ZMQ_EVENT_CONNECT_RETRIED: self = .retrying
        case ZMQ_EVENT_HANDSHAKE_SUCCEEDED: self = .handshakeSucceeded
        case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: self = .handshakeFailed(.init(kind: .refused, detail: value))
        case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL: self = .handshakeFailed(.init(protocolError: value))
        case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL: self = .handshakeFailed(.init(kind: .broken, detail: value))
        default: return nil
        }
    }
}

/// Why a handshake failed.
public struct HandshakeFailure: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The server's ZAP handler said no; `detail` is its status code.
        case refused
        /// A key does not fit: usually another server key than the client expects. `detail` is libzmq's number.
        case cryptographic
        /// The other side speaks another security mechanism, or none.
        case mechanismMismatch = "mechanism_mismatch"
        /// The ZAP handler's answer was wrong or missing.
        case authenticator
        /// Not ZMTP, or broken ZMTP.
        case malformed
        /// The connection ended or timed out in the handshake; `detail` is an errno value.
        case broken
    }

    public let kind: Kind
    /// The number libzmq gave; what it means depends on the kind.
    public let detail: UInt32

    init(kind: Kind, detail: UInt32) {
        self.kind = kind
        self.detail = detail
    }

    init(protocolError value: UInt32) {
        detail = value
        switch Int32(bitPattern: value) {
        case ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC: kind = .cryptographic
        case ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH: kind = .mechanismMismatch
        case ZMQ_PROTOCOL_ERROR_ZAP_UNSPECIFIED...ZMQ_PROTOCOL_ERROR_ZAP_INVALID_METADATA: kind = .authenticator
        default: kind = .malformed
        }
    }
}
