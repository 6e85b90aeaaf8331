import Foundation
import GRDB
import Logging
import School
import ServiceLifecycle
import Synchronization

/// Follows one feed: fetches what comes, applies it to a projection, and remembers how far it has read in the same
/// transaction.
///
/// It never gives up on an owner that is away. It stops, loudly, where going on would be a guess: on a diverged past and
/// on an event it cannot apply; an operator's `rebuild` or `skip` sets it going again.
public final class Subscription: Service {
    /// What a subscription is made of.
    public struct Parts: Sendable {
        public var feed: FeedName
        /// Tells this consumer's subscriptions apart.
        public var name: String
        public var client: FeedClient
        public var projection: any Projection
        public var database: any DatabaseWriter
        /// A real store refuses the feed of a sample city.
        public var isSample: Bool
        public var faults: FaultHook
        /// How long the owner may hold an empty answer back; also how old `complete until` may become.
        public var wait: Duration
        /// Wall time, microseconds UTC.
        public var now: @Sendable () -> Int64
        public var logger: Logger
        /// Called after each transaction that applied something: wakes those who wait for what came of it.
        public var afterCommit: @Sendable () async -> Void
        /// Told whenever the state changes.
        public var onChange: @Sendable (SubscriptionStatus) -> Void

        public init(
            feed: FeedName, name: String, client: FeedClient, projection: any Projection,
            database: any DatabaseWriter, isSample: Bool, faults: FaultHook = FaultHook(),
            wait: Duration = .seconds(30), now: @escaping @Sendable () -> Int64, logger: Logger,
            afterCommit: @escaping @Sendable () async -> Void = {},
            onChange: @escaping @Sendable (SubscriptionStatus) -> Void = { _ in }
        ) {
            self.feed = feed
            self.name = name
            self.client = client
            self.projection = projection
            self.database = database
            self.isSample = isSample
            self.faults = faults
            self.wait = wait
            self.now = now
            self.logger = logger
            self.afterCommit = afterCommit
            self.onChange = onChange
        }
    }

    /// The tables that every consumer's store needs; frozen SQL.
    public static let schema1 = SubscriptionStore.schema1
    /// What came to them later: when what was applied; frozen SQL.
    public static let schema2 = AppliedBatches.schema
    /// What of that is old is found by its age; frozen SQL.
    public static let schema3 = AppliedBatches.schema2
    /// All of them, as they are made anew.
    public static let newest = [schema1, schema2, schema3].joined(separator: "\n")

    let parts: Parts
    let store: SubscriptionStore
    let applier: BatchApplier
    let orders = OrderBox()
    private let current: Mutex<SubscriptionStatus>
    private let gauges: SubscriptionGauges

    public init(_ parts: Parts) {
        self.parts = parts
        store = SubscriptionStore(feed: parts.feed)
        applier = BatchApplier(
            store: store, projection: parts.projection, database: parts.database, faults: parts.faults, now: parts.now)
        gauges = SubscriptionGauges(feed: parts.feed)
        current = Mutex(
            SubscriptionStatus(
                feed: parts.feed, subscription: parts.name, state: .connecting, since: parts.now(),
                cursor: .origin(of: parts.feed), head: 0))
    }

    /// How it stands.
    public var status: SubscriptionStatus { current.withLock { $0 } }

    /// Follows the feed until the service stops.
    public func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await self.load()
            let backoff = Backoff()
            while !Task.isCancelled {
                do {
                    try await self.followUntilOrdered { backoff.reset() }
                } catch is CancellationError {
                    break
                } catch {
                    try await self.recover(from: error, backoff: backoff)
                }
            }
        }
        await parts.client.close()
    }

    /// Leaves out, for good, the event at which the subscription stopped.
    /// - Returns: false if it did not stop at this sequence.
    public func skip(sequence: Int64, reason: String) async throws -> Bool {
        let isSkipped = try await Self.skip(
            feed: parts.feed.rawValue, sequence: sequence, reason: reason, at: parts.now(), in: parts.database)
        if isSkipped { orders.put(.resume) }
        return isSkipped
    }

    /// Changes the status and tells whoever listens, if the state is another now.
    func note(_ change: (inout SubscriptionStatus) -> Void) {
        let (before, after) = current.withLock { status in
            let before = status
            change(&status)
            // A stop that was taken from the store keeps the instant it began at.
            if status.state != before.state, status.since == before.since {
                status.since = status.state == .connecting ? status.completeUntil ?? parts.now() : parts.now()
            }
            return (before, status)
        }
        gauges.show(after)
        guard before.state != after.state || before.reason != after.reason else { return }
        parts.logger.notice(
            "subscription is now \(after.state.rawValue)",
            metadata: ["feed.name": "\(after.feed)", "reason": "\(after.reason ?? "-")"])
        parts.onChange(after)
    }

    /// Takes from the store what was known before this start, so that pages can show it before the owner answers.
    private func load() async throws {
        let (live, stop) = try await parts.database.read { [store] database in
            (try store.source("live", in: database), try store.stop(in: database))
        }
        note { status in
            if let live {
                status.take(live, isServed: true)
                status.since = live.completeUntil ?? status.since
            }
            if let stop { status.take(stop) }
        }
    }

    private static let passing: [ResultCode] = [
        .SQLITE_FULL, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_INTERRUPT,
    ]

    /// Codes of refusals that end by themselves: an owner that stops or has much to do has nothing against its readers.
    private static let passingRefusals: Set<String> = ["busy", "unavailable"]

    static func isRefusal(_ error: any Error) -> Bool {
        guard case FeedClientError.refused(let code, _) = error else { return false }
        return !passingRefusals.contains(code)
    }

    private func recover(from error: any Error, backoff: Backoff) async throws {
        // A full disk is waited out, a busy one too; anything else of the store's ends the service.
        if let fault = error as? DatabaseError, !Self.passing.contains(fault.resultCode) { throw fault }
        if let fault = error as? EventLogError { throw fault }
        note {
            $0.state = Self.isRefusal(error) ? .refused : .connecting
            $0.reason = "\(error)"
        }
        try? await Task.sleep(for: backoff.next())
    }
}

extension SubscriptionStatus {
    mutating func take(_ source: SubscriptionStore.Source, isServed: Bool) {
        epoch = source.epoch
        cursor = source.cursor
        head = source.head
        if isServed {
            completeUntil = source.completeUntil
            self.source = source.id
        }
    }

    mutating func take(_ stop: SubscriptionStore.Stop) {
        state = stop.state
        reason = stop.reason
        since = stop.since
    }
}

/// Waits between attempts: 200 ms, doubled each time, at most 10 s.
final class Backoff: Sendable {
    private static let first: Duration = .milliseconds(200)
    private static let longest: Duration = .seconds(10)
    private let wait = Mutex(Backoff.first)

    func next() -> Duration {
        wait.withLock { wait in
            defer { wait = min(wait * 2, Self.longest) }
            return wait
        }
    }

    /// It worked: the next wait is short again.
    func reset() { wait.withLock { $0 = Self.first } }
}
