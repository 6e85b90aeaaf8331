import CZeroMQ
import Logging
import Metrics

/// What ROUTER and DEALER have in common: one libzmq socket with its options, its monitor and its handlers.
///
/// The reactor holds it while it is open, so an owner that is released without ``close()`` leaves it open until the
/// context is shut down.
final class SocketCore: ReactorSource {
    enum Kind {
        case router, dealer

        var type: Int32 { self == .router ? ZMQ_ROUTER : ZMQ_DEALER }
        var name: String { self == .router ? "ROUTER" : "DEALER" }
    }

    let kind: Kind
    let options: SocketOptions
    let isEncrypted: Bool
    let context: ZeroMQContext
    var loop: ReactorLoop { context.reactor.loop }

    private(set) var handle: UnsafeMutableRawPointer?
    private var monitor: SocketMonitor?
    var reconnection: Reconnection?

    var onMessages: (([InboundMessage]) -> Void)?
    var onWritable: (() -> Void)?
    var onConnectionEvent: ((ConnectionEvent) -> Void)?
    var onClose: (() -> Void)?
    var isPaused = false

    let frame = MessageFrame()
    var userIDs = UserIDCache()
    /// Set while the rest of a message with too many parts is being thrown away.
    var isDiscarding = false

    init(
        _ kind: Kind, context: ZeroMQContext, options: SocketOptions, isEncrypted: Bool,
        configure: (UnsafeMutableRawPointer) throws(ZeroMQError) -> Void
    ) throws(ZeroMQError) {
        context.reactor.loop.preconditionOnThread()
        try options.validate()
        self.kind = kind
        self.context = context
        self.options = options
        self.isEncrypted = isEncrypted
        guard let libraryContext = context.reactor.loop.context else {
            throw .contextClosed("make \(kind.name) socket")
        }
        guard let socket = zmq_socket(libraryContext, kind.type) else {
            throw ZeroMQError(errno: zmq_errno(), "make \(kind.name) socket")
        }
        do throws(ZeroMQError) {
            try options.apply(to: socket)
            try configure(socket)
        } catch {
            zmq_close(socket)
            throw error
        }
        handle = socket
        loop.add(self)
    }

    var interest: Int16 {
        let reads = onMessages != nil && !isPaused ? ZMQ_POLLIN : 0
        let writes = onWritable != nil ? ZMQ_POLLOUT : 0
        return Int16(reads | writes)
    }

    func ready(_ events: Int16) {
        if events & Int16(ZMQ_POLLOUT) != 0, let onWritable {
            self.onWritable = nil
            onWritable()
        }
        if events & Int16(ZMQ_POLLIN) != 0, let onMessages {
            let messages = receiveMessages(atMost: loop.configuration.maxMessagesPerTurn)
            if !messages.isEmpty { onMessages(messages) }
        }
    }

    /// - Returns: the real endpoint, with the port that the system chose.
    func bind(_ endpoint: String) throws(ZeroMQError) -> String {
        let socket = try prepare("bind", endpoint)
        guard zmq_bind(socket, endpoint) == 0 else { throw ZeroMQError(errno: zmq_errno(), "bind", on: endpoint) }
        return try SocketOption.lastEndpoint(of: socket)
    }

    func connect(_ endpoint: String) throws(ZeroMQError) {
        let socket = try prepare("connect", endpoint)
        guard zmq_connect(socket, endpoint) == 0 else { throw ZeroMQError(errno: zmq_errno(), "connect", on: endpoint) }
    }

    /// Drops what libzmq still has of that connection, then begins anew.
    func reconnect(_ endpoint: String) {
        guard let handle else { return }
        // It usually knows nothing of it any more; then there is nothing to drop.
        zmq_disconnect(handle, endpoint)
        guard zmq_connect(handle, endpoint) != 0 else { return loop.metrics.connectRetries.increment() }
        let error = ZeroMQError(errno: zmq_errno(), "reconnect", on: endpoint)
        loop.logger.error("cannot reconnect", metadata: ["error": "\(error)"])
    }

    func close() {
        loop.preconditionOnThread()
        guard let handle else { return }
        monitor?.close()
        monitor = nil
        reconnection?.cancel()
        reconnection = nil
        self.handle = nil
        zmq_close(handle)
        loop.remove(self)
        // Handlers usually hold the owner, which holds this.
        let onClose = self.onClose
        (onMessages, onWritable, onConnectionEvent, self.onClose) = (nil, nil, nil, nil)
        onClose?()
    }

    func openHandle(_ operation: String, on endpoint: String? = nil) throws(ZeroMQError) -> UnsafeMutableRawPointer {
        guard let handle else { throw .socketClosed(operation, on: endpoint) }
        return handle
    }

    private func prepare(_ operation: String, _ endpoint: String) throws(ZeroMQError) -> UnsafeMutableRawPointer {
        loop.preconditionOnThread()
        let socket = try openHandle(operation, on: endpoint)
        guard !endpoint.hasPrefix("inproc://") else { return socket }
        try Self.checkPort(operation, endpoint)
        guard isEncrypted || options.allowsPlaintext else {
            throw ZeroMQError(
                .plaintextRefused, operation, on: endpoint, reason: "a network endpoint needs CURVE keys")
        }
        if monitor == nil { monitor = try makeMonitor(of: socket) }
        return socket
    }

    /// libzmq takes a port above 65,535 and uses its lower 16 bits.
    private static func checkPort(_ operation: String, _ endpoint: String) throws(ZeroMQError) {
        guard endpoint.hasPrefix("tcp://"), let port = endpoint.split(separator: ":").last.flatMap({ Int($0) }) else {
            return
        }
        guard (0...65_535).contains(port) else {
            throw ZeroMQError(.invalidArgument, operation, on: endpoint, reason: "the port must be at most 65535")
        }
    }

    private func makeMonitor(of socket: UnsafeMutableRawPointer) throws(ZeroMQError) -> SocketMonitor {
        try SocketMonitor(observing: socket, number: loop.takeMonitorNumber(), loop: loop) { [weak self, loop] event in
            loop.metrics.count(event)
            self?.reconnection?.note(event)
            self?.onConnectionEvent?(event)
        }
    }
}
