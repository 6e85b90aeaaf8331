import Testing

@testable import ZeroMQ

extension ZeroMQTests {
    @Suite struct ReactorTests {
        @Test("An actor on the reactor, and a handler of its socket, run on its thread; other tasks do not")
        func isolation() async throws {
            try await withContext { test in
                let reactor = test.context.reactor
                #expect(reactor.isIsolatingCurrentContext() == false)
                let probe = Probe(test.context)
                #expect(await probe.isOnReactor())
                #expect(await probe.isOnReactorAfterHop())
                // The test peers enter themselves by assumeIsolated in their handlers, which traps elsewhere.
                let server = TestServer(test.context)
                let client = TestClient(test.context)
                try await client.connect(try await server.start("inproc://reactor"))
                #expect(try await client.request([[1]]).parts == [[1]])
            }
        }

        @Test("Using the reactor's isolation from another thread stops the process")
        func wrongThread() async {
            await #expect(processExitsWith: .failure) {
                let context = try ZeroMQContext(logger: TestLog().logger)
                enter(Probe(context))
            }
        }

        @Test("Making a socket off the reactor stops the process")
        func socketOffReactor() async {
            await #expect(processExitsWith: .failure) {
                let context = try ZeroMQContext(logger: TestLog().logger)
                _ = try RouterSocket(context: context, server: nil)
            }
        }

        @Test("Calls of one task run in order, and those of many tasks all run")
        func manyJobs() async throws {
            try await withContext { test in
                let probe = Probe(test.context)
                await withTaskGroup { group in
                    for task in 0..<8 {
                        group.addTask { for index in 0..<500 { await probe.note(task, index) } }
                    }
                }
                let notes = await probe.notes
                #expect(notes.count == 4_000)
                for task in 0..<8 {
                    #expect(notes.filter { $0.task == task }.map(\.index) == Array(0..<500))
                }
            }
        }

        @Test("A job over its budget is counted, within it not", arguments: [true, false])
        func jobBudget(isTight: Bool) async throws {
            try await withContext(configure: { $0.jobBudget = isTight ? .nanoseconds(1) : .seconds(3_600) }) { test in
                await Probe(test.context).note(0, 0)
                try await eventually("the job is over") {
                    (test.count("zeromq_reactor_jobs_over_budget_total") > 0) == isTight
                }
            }
        }

        @Test("Jobs that never end do not keep messages from being received")
        func busyJobs() async throws {
            try await withContext { test in
                let probe = Probe(test.context)
                let server = TestServer(test.context)
                let client = TestClient(test.context)
                try await client.connect(try await server.start("inproc://reactor"))
                try await withThrowingTaskGroup { group in
                    group.addTask { await probe.yieldUntilStopped() }
                    for index in 0..<20 {
                        #expect(try await client.request([[UInt8(index)]]).parts == [[UInt8(index)]])
                    }
                    await probe.stop()
                    try await group.waitForAll()
                }
            }
        }

        @Test("A batch holds at most the allowed messages, and all arrive in order")
        func batches() async throws {
            try await withContext { test in
                let server = TestServer(test.context, echoes: false)
                let client = TestClient(test.context)
                try await client.connect(try await server.start("inproc://reactor"))
                await server.pause()
                for index in 0..<600 {
                    let bytes = [UInt8(index >> 8), UInt8(index & 255)]
                    #expect(try await client.sendWhenWritable([bytes]) == .sent)
                }
                #expect(await server.received.isEmpty)
                await server.resume()
                let received = await server.waitForMessages(600)
                #expect(received.map { Int($0.parts[0][0]) << 8 | Int($0.parts[0][1]) } == Array(0..<600))
                #expect(await server.batches == [256, 256, 88])
            }
        }

        @Test("Timers run in the order of their time, and a cancelled one never")
        func timers() async throws {
            try await withContext { test in
                #expect(await Probe(test.context).runTimers() == [1, 2, 3, 4])
            }
        }
    }
}

private actor Probe {
    private let context: ZeroMQContext
    private var isStopped = false
    private var runs: [Int] = []
    private(set) var notes: [(task: Int, index: Int)] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { context.reactor.asUnownedSerialExecutor() }

    init(_ context: ZeroMQContext) {
        self.context = context
    }

    func note(_ task: Int, _ index: Int) { notes.append((task, index)) }

    func stop() { isStopped = true }

    func isOnReactor() -> Bool {
        context.reactor.preconditionIsolated()
        return context.reactor.loop.isCurrentThread
    }

    func isOnReactorAfterHop() async -> Bool {
        await Task.yield()
        let value = await Self.elsewhere()
        return value && isOnReactor()
    }

    @concurrent private static func elsewhere() async -> Bool { true }

    func yieldUntilStopped() async {
        while !isStopped { await Task.yield() }
    }

    func runTimers() async -> [Int] {
        await withCheckedContinuation { continuation in
            let reactor = context.reactor
            reactor.schedule(after: .milliseconds(30)) {
                self.runs.append(4)
                continuation.resume()
            }
            reactor.schedule(after: .milliseconds(20)) { self.runs.append(3) }
            reactor.schedule(after: .milliseconds(10)) { self.runs.append(0) }.cancel()
            reactor.schedule(after: .zero) { self.runs.append(1) }
            reactor.schedule(after: .milliseconds(1)) { self.runs.append(2) }
        }
        return runs
    }
}

/// Enters the actor without being on its executor.
private func enter(_ probe: Probe) {
    probe.assumeIsolated { _ in }
}
