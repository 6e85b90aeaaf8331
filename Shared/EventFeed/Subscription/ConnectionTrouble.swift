import ZeroMQ

/// Why a connection does not come about, as far as its events tell.
public enum ConnectionTrouble: Sendable, Equatable, CustomStringConvertible {
    /// There is nobody at that address, or nobody lets us reach it.
    case nobodyListens
    /// Somebody took the connection and said nothing.
    case silent
    /// It ended in the handshake: another server key than is expected, or something else that listens there.
    case handshakeBroken
    /// The other side's allow-list has not our key.
    case keyRefused

    public var description: String {
        switch self {
        case .nobodyListens: "nobody listens there"
        case .silent: "whoever listens there does not answer"
        case .handshakeBroken:
            "the connection breaks in the handshake: the server key is not that service's, or something else listens "
                + "there"
        case .keyRefused: "it refuses our key: its allow-list does not have it"
        }
    }

    /// What is known after an event. What was found out in a handshake stands until one succeeds.
    static func after(_ event: ConnectionEvent, _ present: ConnectionTrouble?) -> ConnectionTrouble? {
        switch event {
        case .handshakeSucceeded: nil
        case .handshakeFailed(let failure): failure.kind == .refused ? .keyRefused : .handshakeBroken
        case .connected: present == nil || present == .nobodyListens ? .silent : present
        case .disconnected: present == .silent ? .handshakeBroken : present
        case .retrying: present ?? .nobodyListens
        case .accepted, .acceptFailed: present
        }
    }
}
