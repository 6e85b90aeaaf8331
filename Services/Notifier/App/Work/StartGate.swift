import EventFeed
import Logging
import Synchronization

/// Holds mails back after a start until every feed has once been read to the head seen then: in what is not read yet, a
/// guardianship may have ended.
///
/// A feed whose owner does not answer, or that an operator must mend, is waited for until a limit, loudly; one that is
/// being read is waited for as long as it takes.
final class StartGate<WaitClock: Clock>: Sendable where WaitClock.Duration == Duration {
    typealias Statuses = @Sendable () -> [SubscriptionStatus]

    private let statuses: Statuses
    private let limit: Duration
    private let clock: WaitClock
    private let logger: Logger
    private let targets = Mutex<[String: Int64]>([:])

    init(statuses: @escaping Statuses, limit: Duration, clock: WaitClock, logger: Logger) {
        self.statuses = statuses
        self.limit = limit
        self.clock = clock
        self.logger = logger
    }

    /// Returns once mails may go out.
    func wait() async throws {
        let deadline = clock.now.advanced(by: limit)
        while true {
            let missing = self.missing()
            if missing.isEmpty { return }
            if clock.now >= deadline, missing.allSatisfy(\.isSilent) {
                logger.error(
                    "mails go out although feeds were not read to their heads",
                    metadata: ["feeds": "\(missing.map(\.feed).joined(separator: " "))"])
                return
            }
            try await clock.sleep(until: clock.now.advanced(by: StartGateTiming.look), tolerance: nil)
        }
    }

    private struct Missing {
        let feed: String
        let isSilent: Bool
    }

    private func missing() -> [Missing] {
        statuses().compactMap { status in
            let feed = status.feed.rawValue
            let isFollowed = status.state == .live || status.state == .catchingUp || status.state == .rebuilding
            guard isFollowed else { return isReached(status) ? nil : Missing(feed: feed, isSilent: true) }
            targets.withLock { if $0[feed] == nil { $0[feed] = status.head } }
            return isReached(status) ? nil : Missing(feed: feed, isSilent: false)
        }
    }

    /// A feed that was read to its first head and lost its owner since was read all the same.
    private func isReached(_ status: SubscriptionStatus) -> Bool {
        guard let target = targets.withLock({ $0[status.feed.rawValue] }) else { return false }
        return status.cursor.sequence >= target && status.state != .rebuilding
    }
}

/// How often a start looks at its feeds.
enum StartGateTiming {
    static let look: Duration = .milliseconds(100)
}
