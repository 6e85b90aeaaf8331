import EventFeed
import Synchronization

/// Wakes those who wait for the own feed, once there is a port that they wait at.
final class FeedGrowth: Sendable {
    private let policy: PolicyLog
    private let server = Mutex<(@Sendable () async -> Void)?>(nil)

    init(_ policy: PolicyLog) { self.policy = policy }

    func set(_ noteGrowth: @escaping @Sendable () async -> Void) { server.withLock { $0 = noteGrowth } }

    /// Called after a commit.
    func wake() async {
        await policy.wakeReaders { if let noteGrowth = server.withLock({ $0 }) { await noteGrowth() } }
    }
}
