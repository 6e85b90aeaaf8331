import Foundation
import GRDB

/// What became of an operator's order to rebuild.
public enum RebuildOrder: Sendable, Equatable {
    /// This job does it, begun now or under way already; the order is on disk.
    case taken(job: UUID)
    /// This job is rebuilding some of the feeds meant, but not all; nothing was ordered.
    case refused(running: UUID)
    /// The service does not read that feed.
    case notServed
}

/// The rebuilds that operators order of a running service's subscriptions, and how far they are.
///
/// A rebuild fills the projection anew beside the one that is served, and switches over. Everything about it stands in
/// the store, so a service that was killed goes on with it under the same job.
public struct Rebuilds: Sendable {
    private let subscriptions: [Subscription]
    private let database: any DatabaseWriter

    /// - Parameter database: the store of all these subscriptions.
    public init(of subscriptions: [Subscription], in database: any DatabaseWriter) {
        self.subscriptions = subscriptions
        self.database = database
    }

    /// Orders that a feed be read anew, or all of them. On disk when it returns.
    /// - Throws: `DatabaseError`; then nothing was ordered.
    public func order(_ feed: String?) async throws -> RebuildOrder {
        let meant = subscriptions.filter { feed == nil || $0.parts.feed.rawValue == feed }
        guard !meant.isEmpty else { return .notServed }
        let (order, isNew) = try await database.write { try decide(meant, in: $0) }
        if isNew { for subscription in meant { subscription.orders.put(.rebuild) } }
        return order
    }

    private func decide(
        _ meant: [Subscription], in database: Database
    ) throws -> (order: RebuildOrder, isNew: Bool) {
        let generations = try generations(in: database)
        let running = Set(generations.filter(\.isRunning).map(\.job))
        let feeds = Set(meant.map(\.parts.feed))
        let underWay = generations.filter {
            feeds.contains($0.feed) && running.contains($0.job) && $0.stop == nil
        }
        if let job = underWay.first?.job {
            let covered = Set(underWay.filter { $0.job == job }.map(\.feed))
            return (covered == feeds ? .taken(job: job) : .refused(running: job), false)
        }
        let job = UUID()
        for subscription in meant {
            let projection = subscription.parts.projection
            try subscription.store.order(
                job: job, version: projection.version, types: projection.types, in: database)
        }
        return (.taken(job: job), true)
    }

    /// The jobs whose generations are being built or served, the oldest first.
    public func jobs() async throws -> [JobStatus] {
        let all = try await database.read { try generations(in: $0) }
        let states = Dictionary(
            subscriptions.map { ($0.parts.feed, $0.status) }, uniquingKeysWith: { first, _ in first })
        let jobs = Dictionary(grouping: all) { $0.job }.values.sorted { $0[0].source < $1[0].source }
        return jobs.map { generations in
            let messages = generations.map { $0.message(states[$0.feed]) }
            return JobStatus(rebuilding: generations, message: messages.joined(separator: "\n"))
        }
    }

    private func generations(in database: Database) throws -> [SubscriptionStore.OrderedGeneration] {
        try subscriptions.flatMap { try $0.store.orderedGenerations(in: database) }.sorted { $0.source < $1.source }
    }
}

extension JobStatus {
    /// A job is done once every generation of it is served, and failed if one stopped and none runs any more.
    fileprivate init(rebuilding generations: [SubscriptionStore.OrderedGeneration], message: String) {
        let isRunning = generations.contains(where: \.isRunning)
        let isStopped = generations.contains { $0.stop != nil }
        self.init(
            id: generations[0].job, kind: "rebuild", state: isRunning ? .running : isStopped ? .failed : .done,
            done: UInt64(clamping: generations.reduce(0) { $0 + $1.cursor }),
            total: UInt64(clamping: generations.reduce(0) { $0 + ($1.isBuilding ? $1.head : $1.cursor) }),
            message: message)
    }
}

extension SubscriptionStore.OrderedGeneration {
    fileprivate func message(_ status: SubscriptionStatus?) -> String {
        if let stop { return "\(feed) stopped: \(stop.reason)" }
        guard isBuilding else { return "\(feed) was read anew up to event \(cursor)" }
        switch status?.state {
        case .connecting, .refused:
            return "\(feed) waits for its owner: \(status?.reason ?? "it has not answered yet")"
        default: return "\(feed) has been read up to event \(cursor) of \(head)"
        }
    }
}
