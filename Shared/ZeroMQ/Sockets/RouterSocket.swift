import CZeroMQ

/// A ROUTER: many peers connect, each is answered by the id its message came with. It speaks `ROUTER_MANDATORY`, so a
/// message to a peer that has gone is reported and not lost in silence.
///
/// Made, used and closed on the context's ``Reactor``: by an actor whose executor it is. Handlers run on the reactor's
/// thread, outside of any task: a closure made in such an actor's method may use the actor as its own code does. The
/// socket stays open, and holds its handlers and with them the actor, until ``close()`` or the context's shutdown.
public final class RouterSocket {
    private let core: SocketCore

    /// - Parameter server: the keys for network endpoints; nil for `inproc://` only.
    /// - Throws: ``ZeroMQError/Code/authenticatorMissing`` if `server` is given before
    ///   ``ZeroMQContext/bindAuthenticator(_:)``, ``ZeroMQError/Code/invalidArgument`` for an option out of range.
    public init(context: ZeroMQContext, options: SocketOptions = .init(), server: CurveServer?) throws(ZeroMQError) {
        let isGuarded = context.isAuthenticatorBound
        core = try SocketCore(.router, context: context, options: options, isEncrypted: server != nil) {
            socket throws(ZeroMQError) in
            try SocketOption.set(ZMQ_ROUTER_MANDATORY, to: 1, on: socket)
            guard let server else { return }
            guard isGuarded else {
                throw ZeroMQError(
                    .authenticatorMissing, "make CURVE server",
                    reason: "without a bound ZAP handler every key would be let in")
            }
            try server.apply(to: socket)
        }
    }

    /// Listens on `endpoint`: `tcp://address:port` (port 0 or `*`: the system chooses), `ipc://path`, `inproc://name`.
    /// - Returns: the real endpoint.
    /// - Throws: ``ZeroMQError/Code/plaintextRefused`` for a network endpoint without keys; else what the system says,
    ///   retriable if the port is in use.
    public func bind(_ endpoint: String) throws(ZeroMQError) -> String {
        try core.bind(endpoint)
    }

    /// Sets who gets the messages, up to ``ContextConfiguration/maxMessagesPerTurn`` in a turn. Until it is set nothing
    /// is received.
    public func onMessages(_ body: @escaping ([InboundMessage]) -> Void) {
        core.onMessages = body
    }

    /// Sets who hears of connections and handshakes of this socket.
    public func onConnectionEvent(_ body: @escaping (ConnectionEvent) -> Void) {
        core.onConnectionEvent = body
    }

    /// Sets what is called once when the socket is closed, by ``close()`` or by the context's shutdown.
    public func onClose(_ body: @escaping () -> Void) {
        core.onClose = body
    }

    /// Sends without waiting.
    /// - Throws: ``ZeroMQError/Code/messageTooLarge`` beyond the socket's limits, ``ZeroMQError/Code/socketClosed``.
    public func send(_ parts: [[UInt8]], to peer: PeerID) throws(ZeroMQError) -> SendOutcome {
        try core.send(parts, envelope: peer.bytes)
    }

    /// Leaves further messages in libzmq's queues, and beyond their high-water mark with the peers.
    public func pauseReceiving() {
        core.isPaused = true
    }

    public func resumeReceiving() {
        core.isPaused = false
    }

    /// Closes the socket; messages not yet on the wire are lost. Again is harmless.
    public func close() {
        core.close()
    }
}
