import EventFeed
import ServiceKit

/// An operator's work on the store.
extension DeadlineMonitor {
    static var maintenance: ServiceMaintenance {
        ServiceMaintenance(
            verify: { request, newest, context in
                let log = alertLog(context.configuration, now: context.now)
                return try await FeedMaintenance.verify(log, request, newest: newest, in: context)
            },
            rebuild: rebuild, skip: skip,
            backupExtras: { database in
                guard let log = try EventLog.stored(in: database) else { return [:] }
                return try FeedMaintenance.extras(log, in: database)
            },
            restore: { database, _, configuration, now in
                try alertLog(configuration, now: now).renewEpoch(in: database)
            })
    }

    private static func rebuild(
        _ request: RebuildRequest, _ context: MaintenanceContext
    ) async throws -> OperatorOutcome {
        let policy = PolicyLog(alertLog(context.configuration, now: context.now))
        var feeds: [String] = []
        for upstream in context.configuration[Upstream.key]
        where request.feed == nil || request.feed == upstream.feed.rawValue {
            feeds += try await Subscription.orderRebuild(
                of: upstream.feed.rawValue, projection: projection(of: upstream.feed, policy, now: context.now),
                in: context.store.pool)
        }
        return OperatorOutcome(
            succeeded: !feeds.isEmpty,
            lines: feeds.isEmpty
                ? ["the store has read no such feed"] : feeds.map { "\($0) is read anew at the next start" })
    }

    private static func skip(_ request: SkipRequest, _ context: MaintenanceContext) async throws -> OperatorOutcome {
        let isSkipped = try await Subscription.skip(
            feed: request.feed, sequence: request.sequence, reason: request.reason, at: context.now(),
            in: context.store.pool)
        return OperatorOutcome(
            succeeded: isSkipped,
            lines: [isSkipped ? "the event is left out from now on" : "the feed did not stop at this event"])
    }
}
