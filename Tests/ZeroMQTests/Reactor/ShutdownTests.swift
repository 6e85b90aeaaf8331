import Synchronization
import Testing

@testable import ZeroMQ

extension ZeroMQTests {
    @Suite struct ShutdownTests {
        @Test("A shutdown with open sockets and parked waits ends, and tells the sockets' owners")
        func openSockets() async throws {
            try await withCurveServer { test, serverKeys, endpoint in
                let keys = try CurveKeyPair.make()
                test.policy.replace(allowed: [keys.publicKey])
                let client = TestClient(test.context)
                try await client.connect(endpoint, client: CurveClient(keys: keys, serverKey: serverKeys.publicKey))
                _ = try await client.request([[1]])
                let parked = Parked(test.context)
                async let waiting: Void = parked.wait()
                try await eventually("it is parked") { await parked.isWaiting }
                await test.context.shutdown()
                #expect(await client.isClosed)
                await parked.release()
                await waiting
            }
        }

        @Test("After a shutdown actors of the reactor can be awaited, their sockets are closed, new ones refused")
        func afterwards() async throws {
            try await withContext { test in
                let server = TestServer(test.context)
                let client = TestClient(test.context)
                try await client.connect(try await server.start("inproc://shutdown"))
                await test.context.shutdown()
                #expect(await server.received.isEmpty)
                let sending = await #expect(throws: ZeroMQError.self) { try await client.send([[1]]) }
                #expect(sending?.code == .socketClosed)
                let making = await #expect(throws: ZeroMQError.self) { try await server.start("inproc://again") }
                #expect(making?.code == .contextClosed && making?.isRetriable == false)
                let binding = await #expect(throws: ZeroMQError.self) {
                    try await test.context.bindAuthenticator(ZAPPolicy())
                }
                #expect(binding != nil)
            }
        }

        @Test("Many shutdowns at once, and again, all return; one from an actor on the reactor too")
        func idempotent() async throws {
            try await withContext { test in
                await withTaskGroup { group in
                    for _ in 0..<20 { group.addTask { await test.context.shutdown() } }
                    group.addTask { await Parked(test.context).shutdown() }
                }
                await test.context.shutdown()
            }
        }

        @Test("A self-check that waits when the shutdown comes ends with it")
        func selfCheckInProgress() async throws {
            try await withContext { test in
                async let failure = Self.selfCheckFailure(test.context)
                try await eventually("it has begun") { await test.openSockets() >= 3 }
                await test.context.shutdown()
                #expect(await failure == .contextClosed)
            }
        }

        @Test("A socket made while the others are being closed is refused")
        func socketWhileClosing() async throws {
            try await withContext { test in
                let parked = Parked(test.context)
                try await parked.makeSocketWhenClosed()
                await test.context.shutdown()
                #expect(await parked.refusal == .contextClosed)
            }
        }

        @Test("A timer that has not run at the shutdown never does")
        func droppedTimer() async throws {
            try await withContext { test in
                let parked = Parked(test.context)
                let runs = await parked.scheduleSoon()
                await test.context.shutdown()
                #expect(await parked.hasNoTimers)
                #expect(runs.count.load(ordering: .relaxed) == 0)
            }
        }

        @Test("50 contexts one after the other, with sockets and keys, leave no thread and no descriptor behind")
        func manyContexts() async throws {
            // The first one starts what the process keeps.
            try await Self.oneLife()
            try await eventually("the first one's thread has left") { Self.reactorThreads() == 0 }
            let descriptors = names(in: "/proc/self/fd").count
            for _ in 0..<50 { try await Self.oneLife() }
            try await eventually("every thread has left") { Self.reactorThreads() == 0 }
            try await eventually("every descriptor is closed") { names(in: "/proc/self/fd").count <= descriptors }
        }

        @Test("A context that is let go without a shutdown, with no socket, ends its thread too")
        func released() async throws {
            do {
                let context = try ZeroMQContext(logger: TestLog().logger)
                await Parked(context).touch()
                #expect(Self.reactorThreads() == 1)
            }
            try await eventually("the thread has left") { Self.reactorThreads() == 0 }
        }

        private static func selfCheckFailure(_ context: ZeroMQContext) async -> ZeroMQError.Code? {
            do throws(ZeroMQError) {
                try await context.verifyRefusesUnknownKey(
                    endpoint: "tcp://127.0.0.1:1", serverKey: CurveKeyPair.make().publicKey, timeout: .seconds(600))
                return nil
            } catch {
                return error.code
            }
        }

        private static func oneLife() async throws {
            try await withCurveServer { test, serverKeys, endpoint in
                let keys = try CurveKeyPair.make()
                test.policy.replace(allowed: [keys.publicKey])
                let client = TestClient(test.context)
                try await client.connect(endpoint, client: CurveClient(keys: keys, serverKey: serverKeys.publicKey))
                #expect(try await client.request([[1]]).parts == [[1]])
            }
        }

        private static func reactorThreads() -> Int {
            names(in: "/proc/self/task").count { contents(of: "/proc/self/task/\($0)/comm") == "zeromq-reactor\n" }
        }
    }
}

extension TestContext {
    /// Sockets the loop polls, monitors included.
    fileprivate func openSockets() async -> Int {
        await Parked(context).openSockets
    }
}

private final class RunCount: Sendable {
    let count = Atomic(0)
}

private actor Parked {
    private let context: ZeroMQContext
    private var continuation: CheckedContinuation<Void, Never>?

    nonisolated var unownedExecutor: UnownedSerialExecutor { context.reactor.asUnownedSerialExecutor() }

    init(_ context: ZeroMQContext) {
        self.context = context
    }

    private(set) var refusal: ZeroMQError.Code?
    var isWaiting: Bool { continuation != nil }
    var openSockets: Int { context.reactor.loop.openSockets }
    var hasNoTimers: Bool { context.reactor.loop.timers.count == 0 }

    func touch() {}

    func wait() async {
        await withCheckedContinuation { continuation = $0 }
    }

    func release() {
        continuation?.resume()
        continuation = nil
    }

    func shutdown() async {
        await context.shutdown()
    }

    func makeSocketWhenClosed() throws(ZeroMQError) {
        let socket = try DealerSocket(context: context, client: nil)
        socket.onClose {
            do throws(ZeroMQError) {
                _ = try DealerSocket(context: self.context, client: nil)
            } catch {
                self.refusal = error.code
            }
        }
    }

    func scheduleSoon() -> RunCount {
        let runs = RunCount()
        context.reactor.schedule(after: .seconds(3_600)) { runs.count.add(1, ordering: .relaxed) }
        return runs
    }
}
