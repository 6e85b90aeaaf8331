import Logging
import Metrics
import ServiceKit
import ServiceLifecycle
import Synchronization

/// Writes read records behind the pages, in batches: a page waits for no disk, but none shows personal data that cannot
/// be recorded. While the disk refuses, records wait here; when no more may wait, such pages are answered 503.
public final class ReadRecorder: Service, CustomStringConvertible {
    /// The most records waiting.
    public static let waitingLimit = 10_000
    /// The most records written in one transaction.
    public static let batchLimit = 500
    /// How long records are gathered, and how long a refused batch rests.
    public static let gathering = Duration.milliseconds(200)
    public static let rest = Duration.seconds(1)

    private let sink: @Sendable ([ReadRecord]) async throws -> Void
    private let clock: any Clock<Duration>
    private let logger: Logger
    private let waiting = Mutex<[ReadRecord]>([])
    private let arrivals: AsyncStream<Void>
    private let arrival: AsyncStream<Void>.Continuation
    private let gauge = Gauge(label: "zvonok_read_records_waiting")
    private let failures = Counter(label: "zvonok_read_record_failures_total")

    /// - Parameter sink: writes a batch in one transaction, wholly or not at all: `ReadRecordTable.insert` in a store.
    public init(
        clock: any Clock<Duration> = ContinuousClock(), logger: Logger,
        sink: @escaping @Sendable ([ReadRecord]) async throws -> Void
    ) {
        self.clock = clock
        self.logger = logger
        self.sink = sink
        (arrivals, arrival) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    public var description: String { "recorder of reads" }
    /// How many are not on disk yet.
    public var waitingCount: Int { waiting.withLock { $0.count } }

    /// Takes records of an answer that is about to leave.
    /// - Throws: ``Problem`` 503 where too many wait; none of them is then taken.
    public func record(_ records: [ReadRecord]) throws(Problem) {
        let isTaken = waiting.withLock { waiting in
            guard waiting.count + records.count <= Self.waitingLimit else { return false }
            waiting += records
            gauge.record(waiting.count)
            return true
        }
        guard isTaken else {
            throw .unavailable("reads of personal data cannot be recorded at present", retryAfter: 10)
        }
        arrival.yield()
    }

    /// Writes until it is asked to stop, then what is left.
    public func run() async throws {
        await withGracefulShutdownHandler {
            for await _ in arrivals { await writeAll() }
        } onGracefulShutdown: {
            self.arrival.finish()
        }
        while waitingCount > 0, await writeBatch() {}
        let left = waitingCount
        if left > 0 { logger.error("read records were lost", metadata: ["read_records.lost": "\(left)"]) }
    }

    /// Until none waits; between a refusal and the next try it rests.
    private func writeAll() async {
        while waitingCount > 0, !Task.isCancelled, !Task.isShuttingDownGracefully {
            let isWritten = await writeBatch()
            try? await clock.sleep(for: isWritten ? Self.gathering : Self.rest)
        }
    }

    /// One batch. What is not written goes on waiting, in its order.
    private func writeBatch() async -> Bool {
        let batch = waiting.withLock { Array($0.prefix(Self.batchLimit)) }
        guard !batch.isEmpty else { return true }
        do {
            try await sink(batch)
            waiting.withLock { waiting in
                waiting.removeFirst(batch.count)
                gauge.record(waiting.count)
            }
            return true
        } catch {
            failures.increment()
            logger.error(
                "reads of personal data could not be recorded; they wait",
                metadata: [LogKey.error: "\(error)", "read_records.waiting": "\(waitingCount)"])
            return false
        }
    }
}
