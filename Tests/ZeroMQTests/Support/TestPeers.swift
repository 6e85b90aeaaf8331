import ZeroMQ

/// A ROUTER on the reactor that keeps what it gets, and echoes it if asked to. Its socket's handlers keep it until the
/// socket is closed.
actor TestServer {
    private let context: ZeroMQContext
    private var socket: RouterSocket?
    private var waiters: [(count: Int, resume: CheckedContinuation<Void, Never>)] = []
    private(set) var received: [InboundMessage] = []
    private(set) var batches: [Int] = []
    private(set) var events: [ConnectionEvent] = []
    private(set) var isClosed = false
    private let echoes: Bool

    nonisolated var unownedExecutor: UnownedSerialExecutor { context.reactor.asUnownedSerialExecutor() }

    init(_ context: ZeroMQContext, echoes: Bool = true) {
        self.context = context
        self.echoes = echoes
    }

    func start(
        _ endpoint: String, options: SocketOptions = .init(), server: CurveServer? = nil
    ) throws(ZeroMQError) -> String {
        let socket = try RouterSocket(context: context, options: options, server: server)
        self.socket = socket
        socket.onMessages { messages in self.take(messages) }
        socket.onConnectionEvent { event in self.events.append(event) }
        socket.onClose { self.isClosed = true }
        return try socket.bind(endpoint)
    }

    /// Waits until so many messages have come in since the start.
    func waitForMessages(_ count: Int) async -> [InboundMessage] {
        if received.count < count {
            await withCheckedContinuation { waiters.append((count, $0)) }
        }
        return received
    }

    func send(_ parts: [[UInt8]], to peer: PeerID) throws(ZeroMQError) -> SendOutcome {
        guard let socket else { return .unreachable }
        return try socket.send(parts, to: peer)
    }

    func pause() { socket?.pauseReceiving() }
    func resume() { socket?.resumeReceiving() }
    func close() { socket?.close() }

    private func take(_ messages: [InboundMessage]) {
        received += messages
        batches.append(messages.count)
        if echoes {
            for message in messages {
                guard let peer = message.peer else { continue }
                _ = try? socket?.send(message.parts, to: peer)
            }
        }
        for waiter in waiters where waiter.count <= received.count { waiter.resume.resume() }
        waiters.removeAll { $0.count <= received.count }
    }
}

/// A DEALER on the reactor.
actor TestClient {
    private let context: ZeroMQContext
    private var socket: DealerSocket?
    private var waiters: [(count: Int, resume: CheckedContinuation<Void, Never>)] = []
    private(set) var received: [InboundMessage] = []
    private(set) var events: [ConnectionEvent] = []
    private(set) var isClosed = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { context.reactor.asUnownedSerialExecutor() }

    init(_ context: ZeroMQContext) {
        self.context = context
    }

    func connect(
        _ endpoint: String, options: SocketOptions = .init(), client: CurveClient? = nil
    ) throws(ZeroMQError) {
        let socket = try DealerSocket(context: context, options: options, client: client)
        self.socket = socket
        socket.onMessages { messages in self.take(messages) }
        socket.onConnectionEvent { event in self.events.append(event) }
        socket.onClose { self.isClosed = true }
        try socket.connect(endpoint)
    }

    /// Closes the socket and connects a new one.
    func connectAgain(
        _ endpoint: String, options: SocketOptions = .init(), client: CurveClient? = nil
    ) throws(ZeroMQError) {
        socket?.close()
        try connect(endpoint, options: options, client: client)
    }

    func send(_ parts: [[UInt8]]) throws(ZeroMQError) -> SendOutcome {
        guard let socket else { return .wouldBlock }
        return try socket.send(parts)
    }

    /// Waits until the socket can take a message, then sends it.
    func sendWhenWritable(_ parts: [[UInt8]]) async throws(ZeroMQError) -> SendOutcome {
        await withCheckedContinuation { continuation in socket?.whenWritable { continuation.resume() } }
        return try send(parts)
    }

    /// Sends that many messages and closes the socket in the same breath.
    func sendManyAndClose(_ count: Int) throws(ZeroMQError) -> Int {
        var sent = 0
        for _ in 0..<count where try send([[1, 2, 3]]) == .sent { sent += 1 }
        close()
        return sent
    }

    /// Sends once connected, and waits for the next message.
    func request(_ parts: [[UInt8]]) async throws -> InboundMessage {
        let before = received.count
        guard try await sendWhenWritable(parts) == .sent else { throw TestFailure.notSent }
        return await waitForMessages(before + 1)[before]
    }

    func waitForMessages(_ count: Int) async -> [InboundMessage] {
        if received.count < count {
            await withCheckedContinuation { waiters.append((count, $0)) }
        }
        return received
    }

    func pause() { socket?.pauseReceiving() }
    func resume() { socket?.resumeReceiving() }
    func close() { socket?.close() }

    private func take(_ messages: [InboundMessage]) {
        received += messages
        for waiter in waiters where waiter.count <= received.count { waiter.resume.resume() }
        waiters.removeAll { $0.count <= received.count }
    }
}
