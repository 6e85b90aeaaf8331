import Logging
import MetricsTestKit
import Synchronization
import Testing
import ZeroMQ

/// What a test needs of a running context, shut down on every way out.
struct TestContext: Sendable {
    let context: ZeroMQContext
    let metrics: TestMetrics
    let policy: ZAPPolicy
    let log: TestLog

    /// The sum of a counter over the dimensions given.
    func count(_ label: String, _ dimensions: [(String, String)] = []) -> Int64 {
        metrics.counterTotal(label: label, dimensions: dimensions)
    }
}

enum TestFailure: Error {
    case notSent
    case neverTrue(String)
}

func withContext(
    authenticated: Bool = true, configure: (inout ContextConfiguration) -> Void = { _ in },
    _ body: (TestContext) async throws -> Void
) async throws {
    let metrics = TestMetrics()
    let log = TestLog()
    var configuration = ContextConfiguration()
    configuration.metrics = metrics
    configure(&configuration)
    let context = try ZeroMQContext(configuration: configuration, logger: log.logger)
    let test = TestContext(context: context, metrics: metrics, policy: ZAPPolicy(), log: log)
    do {
        if authenticated { try await context.bindAuthenticator(test.policy) }
        try await body(test)
    } catch {
        await context.shutdown()
        throw error
    }
    await context.shutdown()
}

/// Waits until `condition` holds, looking again and again; fails loudly if it never does.
func eventually(
    _ what: String, within limit: Duration = .seconds(20), _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < end else { throw TestFailure.neverTrue(what) }
        try await Task.sleep(for: .milliseconds(2))
    }
}

/// The log lines of one context.
final class TestLog: Sendable {
    private let entries = Mutex<[String]>([])

    var lines: [String] { entries.withLock { $0 } }

    var logger: Logger {
        Logger(label: "zeromq.test") { _ in Handler(log: self) }
    }

    private struct Handler: LogHandler {
        let log: TestLog
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let line = "\(event.level) \(event.message) \(event.metadata ?? [:])"
            log.entries.withLock { $0.append(line) }
        }
    }
}
