import CZeroMQ

/// A DEALER: the client's end, with one server. It speaks `IMMEDIATE`, so nothing is queued for a server that is not
/// connected; lost and refused connections are tried again.
///
/// Made, used and closed on the context's ``Reactor``, like ``RouterSocket``.
public final class DealerSocket {
    private let core: SocketCore

    /// - Parameter client: the keys for network endpoints; nil for `inproc://` only.
    public init(context: ZeroMQContext, options: SocketOptions = .init(), client: CurveClient?) throws(ZeroMQError) {
        core = try SocketCore(.dealer, context: context, options: options, isEncrypted: client != nil) {
            socket throws(ZeroMQError) in
            try SocketOption.set(ZMQ_IMMEDIATE, to: 1, on: socket)
            try client?.apply(to: socket)
        }
    }

    /// Begins to connect, once for a socket, and to reconnect whenever the connection is lost or refused, by the
    /// intervals of the options. An `inproc://` name need not be bound yet.
    /// - Throws: ``ZeroMQError/Code/plaintextRefused`` for a network endpoint without keys; else what the system says.
    public func connect(_ endpoint: String) throws(ZeroMQError) {
        guard core.reconnection == nil else {
            throw ZeroMQError(.invalidArgument, "connect", on: endpoint, reason: "the socket has been connected before")
        }
        try core.connect(endpoint)
        core.reconnection = Reconnection(core.context.reactor, options: core.options) { [weak core] in
            core?.reconnect(endpoint)
        }
    }

    /// Sets who gets the messages, up to ``ContextConfiguration/maxMessagesPerTurn`` in a turn. Until it is set nothing
    /// is received.
    public func onMessages(_ body: @escaping ([InboundMessage]) -> Void) {
        core.onMessages = body
    }

    /// Calls `body` once, in a later turn, when a message can be sent: connected, and room in the queue.
    public func whenWritable(_ body: @escaping () -> Void) {
        core.onWritable = body
    }

    /// Sets who hears of connections and handshakes of this socket.
    public func onConnectionEvent(_ body: @escaping (ConnectionEvent) -> Void) {
        core.onConnectionEvent = body
    }

    /// Sets what is called once when the socket is closed, by ``close()`` or by the context's shutdown.
    public func onClose(_ body: @escaping () -> Void) {
        core.onClose = body
    }

    /// Sends without waiting; ``SendOutcome/wouldBlock`` while not connected.
    /// - Throws: ``ZeroMQError/Code/messageTooLarge`` beyond the socket's limits, ``ZeroMQError/Code/socketClosed``.
    public func send(_ parts: [[UInt8]]) throws(ZeroMQError) -> SendOutcome {
        try core.send(parts)
    }

    /// Leaves further messages in libzmq's queue, and beyond its high-water mark with the server.
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
