import Logging
import ServiceLifecycle
import Synchronization

/// Sees to it that what a consumer deleted on account of an erasure leaves the write-ahead log too: a deleted row's
/// bytes stand in the log's older frames until it is emptied.
///
/// Noted inside the transaction that deletes, swept after its commit, and again after each later one for as long as a
/// reader holds the log. It begins as noted: the stop before this start may have come between commit and sweep. As a
/// service it does nothing but end with the error after which the store can no longer be trusted.
public final class ErasedTraces: Service {
    private let isNoted = Atomic(true)
    private let store: Store
    private let logger: Logger
    private let (failures, failed) = AsyncStream.makeStream(of: StoreFailure.self, bufferingPolicy: .bufferingOldest(1))

    public init(in store: Store, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    /// Until the service stops.
    /// - Throws: ``StoreFailure`` with code `fatal`.
    public func run() async throws {
        for await failure in failures.cancelOnGracefulShutdown() { throw failure }
    }

    /// Something was deleted that must leave no trace.
    public func note() { isNoted.store(true, ordering: .releasing) }

    /// Empties the log if something was noted.
    public func sweep() async {
        guard isNoted.exchange(false, ordering: .acquiringAndReleasing) else { return }
        do throws(StoreFailure) {
            if try await !store.truncateWAL() { note() }
        } catch {
            note()
            report(error)
        }
    }

    func report(_ error: StoreFailure) {
        if error.isFatal {
            failed.yield(error)
        } else {
            logger.warning(
                "erased bytes may still lie in the log file; trying again", metadata: [LogKey.error: "\(error)"])
        }
    }
}
