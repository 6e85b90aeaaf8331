import Testing

@testable import ZeroMQ

extension ZeroMQTests {
    @Suite struct ReconnectionTests {
        @Test("What libzmq retries itself is left to it; what it gives up on is tried later and later")
        func backoff() async throws {
            try await withContext { test in
                var options = SocketOptions()
                options.reconnectInterval = .milliseconds(1)
                options.maxReconnectInterval = .milliseconds(4)
                let trial = Trial(test.context, options)
                #expect(await trial.after([.disconnected, .retrying], [.disconnected, .connected]) == 0)
                #expect(await trial.delay([.handshakeSucceeded]) == .milliseconds(1))
                #expect(await trial.waitForAttempts([.disconnected]) == 1)
                #expect(await trial.delay([]) == .milliseconds(2))
                let refused = ConnectionEvent.handshakeFailed(.init(kind: .refused, detail: 400))
                #expect(await trial.waitForAttempts([refused, .disconnected]) == 2)
                #expect(await trial.waitForAttempts([refused, .disconnected]) == 3)
                #expect(await trial.delay([]) == .milliseconds(4))
                #expect(await trial.delay([.handshakeSucceeded]) == .milliseconds(1))
                await trial.end()
            }
        }
    }
}

private actor Trial {
    private let context: ZeroMQContext
    private let options: SocketOptions
    private var attempts = 0
    private var reconnection: Reconnection?
    private var waiter: CheckedContinuation<Void, Never>?

    nonisolated var unownedExecutor: UnownedSerialExecutor { context.reactor.asUnownedSerialExecutor() }

    init(_ context: ZeroMQContext, _ options: SocketOptions) {
        self.context = context
        self.options = options
    }

    /// Attempts after each run of events has had more than its time.
    func after(_ runs: [ConnectionEvent]...) async -> Int {
        for run in runs {
            run.forEach(started().note)
            await withCheckedContinuation { continuation in
                context.reactor.schedule(after: .milliseconds(20)) { continuation.resume() }
            }
        }
        return attempts
    }

    /// How long the next attempt would wait after these events.
    func delay(_ events: [ConnectionEvent]) -> Duration {
        events.forEach(started().note)
        return started().next
    }

    func waitForAttempts(_ events: [ConnectionEvent]) async -> Int {
        await withCheckedContinuation { continuation in
            waiter = continuation
            events.forEach(started().note)
        }
        return attempts
    }

    /// Lets go of what holds this.
    func end() {
        reconnection = nil
    }

    private func started() -> Reconnection {
        if let reconnection { return reconnection }
        let made = Reconnection(context.reactor, options: options) {
            self.attempts += 1
            self.waiter?.resume()
            self.waiter = nil
        }
        reconnection = made
        return made
    }
}
