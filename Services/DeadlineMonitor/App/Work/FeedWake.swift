import EventFeed
import Synchronization

/// Wakes those who wait for the own feed once a subscription's transaction appended to it. The subscriptions are made
/// before the port that serves the feed, so the port comes later.
final class FeedWake: Sendable {
    private let wake = Mutex<(@Sendable () async -> Void)?>(nil)

    func attach(_ wake: @escaping @Sendable () async -> Void) { self.wake.withLock { $0 = wake } }

    func readers(of policy: PolicyLog) async {
        guard let wake = wake.withLock({ $0 }) else { return }
        await policy.wakeReaders(wake)
    }
}
