import Logging
import ServiceLifecycle
import ServiceLifecycleTestKit
import Synchronization
import Testing

@testable import ServiceKit

/// Signals would reach every test of this process; here the group is asked to stop as its parent would. What signals
/// do is tested on processes of their own.
@Suite("Running services", .timeLimit(.minutes(2)))
struct ServiceRunnerTests {
    /// A service that notes what happens to it, and stops as it is told to.
    private struct Noting: Service {
        let name: String
        let events: CapturedLines
        var health: Health?
        var whenAsked: @Sendable () async throws -> Void = {}

        func run() async throws {
            events.append("\(name) runs")
            try? await gracefulShutdown()
            events.append("\(name) asked, ready \(health?.report.isReady ?? false)")
            try await whenAsked()
            events.append("\(name) stops")
        }
    }

    private struct Failing: Service {
        struct Failure: Error {}
        func run() async throws { throw Failure() }
    }

    /// - Parameter exitProcess: by default nothing: on a machine whose cores are all taken a service may well be slower to
    ///   end than a real process has patience for, and this one is the tests'.
    private func runner(
        _ health: Health, drain: Duration = .seconds(60), log: CapturedLines = CapturedLines(),
        exitProcess: @escaping @Sendable (ServiceExit) -> Void = { _ in }
    ) -> ServiceRunner {
        var runner = ServiceRunner(drainLimit: drain, health: health, logger: log.logger())
        runner.exitProcess = exitProcess
        return runner
    }

    /// Runs the services, waits until they run, and asks them to stop.
    private func run(_ runner: ServiceRunner, _ services: [Noting]) async throws -> ServiceExit {
        let events = services[0].events
        return try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: ServiceExit?.self) { group in
                group.addTask { try await runner.run(services) }
                group.addTask {
                    try await waitUntil { events.all.count == services.count && runner.health.report.isReady }
                    trigger.triggerGracefulShutdown()
                    return nil
                }
                let exits = try await group.reduce(into: []) { $0.append($1) }
                return try #require(exits.compactMap { $0 }.first)
            }
        }
    }

    @Test("Asked to stop, readiness falls first, then services stop from the last to the first, and the exit is 0")
    func stops() async throws {
        let (health, events) = (Health(), CapturedLines())
        let services = ["first", "second"].map { Noting(name: $0, events: events, health: health) }
        let status = try await run(runner(health), services)
        #expect(status == .ok)
        #expect(
            events.all.suffix(4) == [
                "second asked, ready false", "second stops", "first asked, ready false", "first stops",
            ])
        #expect(health.report.text == "not ready\nlifecycle: not-ready: stopping\n")
    }

    @Test("What does not drain in time is cancelled, logged, and the exit says to try again")
    func drainLimit() async throws {
        let (health, events, log) = (Health(), CapturedLines(), CapturedLines())
        let service = Noting(name: "slow", events: events) {
            try? await ContinuousClock().sleep(for: .seconds(600))
        }
        let status = try await run(runner(health, drain: .milliseconds(100), log: log), [service])
        #expect(status == .temporaryFailure)
        #expect(events.all.last == "slow stops")
        #expect(log.text.contains("\"message\":\"draining took longer than allowed, services were cancelled\""))
        #expect(log.text.contains("\"process.exit_code\":\"75\""))
    }

    @Test("A service that fails stops the others and its error is handed on")
    func failure() async throws {
        let (health, events) = (Health(), CapturedLines())
        await #expect(throws: Failing.Failure.self) {
            _ = try await runner(health).run([Noting(name: "other", events: events), Failing()])
        }
        #expect(!health.report.isReady)
    }

    /// A service that goes on when it is cancelled, until it is released.
    private final class Stubborn: Service {
        private let isReleased = Mutex(false)
        let health: Health
        let seen = CapturedLines()

        init(health: Health) { self.health = health }

        func release() { isReleased.withLock { $0 = true } }

        func run() async throws {
            while !Task.isCancelled { await Task.yield() }
            while health.report.isReady { await Task.yield() }
            seen.append("cancelled, not ready")
            while !isReleased.withLock({ $0 }) { await Task.yield() }
        }
    }

    @Test("Where one service fails and another does not end, readiness falls and the process exits in bounded time")
    func failureWithHangingService() async throws {
        let (health, log) = (Health(), CapturedLines())
        let exits = Mutex<[ServiceExit]>([])
        let stubborn = Stubborn(health: health)
        let runner = runner(health, drain: .milliseconds(100) - ServiceRunner.cancellationGrace, log: log) { status in
            exits.withLock { $0.append(status) }
            stubborn.release()
        }
        let failing = FailingOnceReady(health: health)
        await #expect(throws: Failing.Failure.self) { _ = try await runner.run([stubborn, failing]) }
        #expect(exits.withLock { $0 } == [.temporaryFailure])
        #expect(stubborn.seen.all == ["cancelled, not ready"])
        #expect(log.text.contains("a cancelled service does not end"))
        #expect(!log.text.contains("draining took longer than allowed"))
    }

    private struct FailingOnceReady: Service {
        let health: Health

        func run() async throws {
            try await waitUntil { health.report.isReady }
            throw Failing.Failure()
        }
    }

    @Test("A service that does not even end when cancelled is left behind with the process")
    func hanging() async throws {
        let log = CapturedLines()
        let exits = Mutex<[ServiceExit]>([])
        let watch = DrainWatch(
            limit: .zero - ServiceRunner.cancellationGrace, logger: log.logger(),
            exitProcess: { status in exits.withLock { $0.append(status) } })
        watch.begin()
        try await waitUntil { exits.withLock { $0 == [.temporaryFailure] } }
        #expect(log.text.contains("a cancelled service does not end"))
    }

    @Test("Every exit status is one of sysexits", arguments: ServiceExit.allCases)
    func exitStatuses(_ status: ServiceExit) {
        #expect(status == .ok || (64...78).contains(status.rawValue))
        #expect(ServiceExit.help.contains("\(status.rawValue)"))
    }
}
