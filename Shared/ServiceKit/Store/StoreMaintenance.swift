import Logging
import Metrics
import ServiceLifecycle

/// Watches the size of a store, its WAL and its disk, and empties a WAL that has grown large.
public struct StoreMaintenance<WaitingClock: Clock<Duration>>: Service, CustomStringConvertible {
    /// How often it looks.
    public static var interval: Duration { .seconds(5) }
    /// A WAL larger than this is emptied as soon as no reader holds it. Bytes.
    public static var walLimit: Int64 { 32 << 20 }

    private let store: Store
    private let health: Health
    private let logger: Logger
    private let clock: WaitingClock
    private let gauges: StoreGauges

    public init(
        store: Store, health: Health, logger: Logger, metrics: any MetricsFactory, clock: WaitingClock
    ) {
        self.store = store
        self.health = health
        self.logger = logger
        self.clock = clock
        gauges = StoreGauges(metrics)
    }

    public var description: String { "store maintenance" }

    /// - Throws: a ``StoreFailure`` that is fatal: the process has to stop. What may pass is a degraded health check.
    public func run() async throws {
        let failure = await cancelWhenGracefulShutdown { await waitAndLook() }
        if let failure { throw failure }
    }

    private func waitAndLook() async -> StoreFailure? {
        while !Task.isCancelled {
            if let failure = await look(), failure.isFatal { return failure }
            do {
                try await clock.sleep(for: Self.interval)
            } catch {
                return nil
            }
        }
        return nil
    }

    /// One round; also called by tests.
    func look() async -> StoreFailure? {
        let wal = store.walBytes
        gauges.record(wal: wal, database: store.databaseBytes, free: store.freeBytes)
        do {
            try store.requireFreeSpace()
            if wal > Self.walLimit { try await store.truncateWAL() }
            health.set(.ready, for: Self.checkName)
            return nil
        } catch {
            health.set(.degraded("\(error)"), for: Self.checkName)
            logger.error("store needs attention", metadata: [LogKey.error: "\(error)"])
            return error
        }
    }

    static var checkName: String { "store" }
}

/// The gauges of one store.
struct StoreGauges: Sendable {
    private let wal, database, free: Gauge

    init(_ metrics: any MetricsFactory) {
        wal = Gauge(label: "zvonok_store_wal_bytes", factory: metrics)
        database = Gauge(label: "zvonok_store_database_bytes", factory: metrics)
        free = Gauge(label: "zvonok_store_disk_free_bytes", factory: metrics)
    }

    func record(wal walBytes: Int64, database databaseBytes: Int64, free freeBytes: Int64?) {
        wal.record(walBytes)
        database.record(databaseBytes)
        if let freeBytes { free.record(freeBytes) }
    }
}
