import Logging
import Synchronization

/// Sees to it that what a consumer deleted on account of an erasure leaves the write-ahead log too: a deleted row's
/// bytes stand in the log's older frames until it is emptied.
///
/// Noted inside the transaction that deletes, swept after its commit, and again after each later one for as long as a
/// reader holds the log. It begins as noted: the stop before this start may have come between commit and sweep.
public final class ErasedTraces: Sendable {
    private let isNoted = Atomic(true)
    private let store: Store
    private let logger: Logger

    public init(in store: Store, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    /// Something was deleted that must leave no trace.
    public func note() { isNoted.store(true, ordering: .releasing) }

    /// Empties the log if something was noted.
    public func sweep() async {
        guard isNoted.exchange(false, ordering: .acquiringAndReleasing) else { return }
        do {
            if try await !store.truncateWAL() { note() }
        } catch {
            note()
            logger.warning(
                "erased bytes may still lie in the log file; trying again", metadata: [LogKey.error: "\(error)"])
        }
    }
}
