import ZeroMQ

/// A DEALER that keeps so many round trips under way.
actor Asker {
    private let context: ZeroMQContext
    private let body: [UInt8]
    private var socket: DealerSocket?
    private var unsent = 0
    private var unanswered = 0
    private var waiter: CheckedContinuation<Void, any Error>?

    nonisolated var unownedExecutor: UnownedSerialExecutor { context.reactor.asUnownedSerialExecutor() }

    init(_ context: ZeroMQContext, bytes: Int) {
        self.context = context
        body = [UInt8](repeating: 1, count: bytes)
    }

    /// Connects and returns once the handshake is through.
    func start(_ endpoint: String, _ client: CurveClient) async throws {
        let socket = try DealerSocket(context: context, options: SocketOptions(), client: client)
        self.socket = socket
        socket.onMessages { messages in self.assumeIsolated { $0.take(messages.count) } }
        try socket.connect(endpoint)
        await withCheckedContinuation { continuation in socket.whenWritable { continuation.resume() } }
    }

    /// Returns once so many round trips are through.
    func run(_ trips: Int, inFlight: Int) async throws {
        unanswered = trips
        unsent = trips
        try await withCheckedThrowingContinuation { continuation in
            waiter = continuation
            send(min(trips, inFlight))
        }
    }

    func close() {
        socket?.close()
        socket = nil
    }

    private func take(_ count: Int) {
        unanswered -= count
        send(min(count, unsent))
        if unanswered == 0 { end(nil) }
    }

    private func send(_ count: Int) {
        do {
            for _ in 0..<count where try socket?.send([body]) != .sent { throw NotSent() }
            unsent -= count
        } catch {
            end(error)
        }
    }

    private func end(_ error: (any Error)?) {
        if let error { waiter?.resume(throwing: error) } else { waiter?.resume() }
        waiter = nil
    }
}

/// The connection was lost, or more is under way than it takes.
struct NotSent: Error {}
