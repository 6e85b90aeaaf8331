/// Connects a DEALER anew where libzmq gives up.
///
/// libzmq reconnects after a lost connection, but never after a protocol error, and takes a refusal by the server's ZAP
/// handler for one: a client whose key is added to the allow-list later would wait for ever. A lost connection that
/// libzmq does not retry is therefore retried here, each time later, up to the socket's longest interval.
final class Reconnection {
    private let reactor: Reactor
    private let shortest: Duration
    private let longest: Duration
    private let connect: () -> Void
    /// How long the next attempt will wait.
    private(set) var next: Duration
    private var timer: ReactorTimer?

    init(_ reactor: Reactor, options: SocketOptions, connect: @escaping () -> Void) {
        self.reactor = reactor
        shortest = options.reconnectInterval
        longest = max(options.reconnectInterval, options.maxReconnectInterval)
        next = shortest
        self.connect = connect
    }

    func note(_ event: ConnectionEvent) {
        switch event {
        // libzmq says at once if it retries; until the timer runs there is time to hear of it.
        case .disconnected: schedule()
        case .retrying, .connected: cancel()
        case .handshakeSucceeded: next = shortest
        case .accepted, .acceptFailed, .handshakeFailed: break
        }
    }

    func cancel() {
        timer?.cancel()
        timer = nil
    }

    private func schedule() {
        cancel()
        let delay = next
        next = min(longest, next * 2)
        timer = reactor.schedule(after: delay) { [connect] in connect() }
    }
}
