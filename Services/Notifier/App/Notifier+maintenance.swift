import EventFeed
import School
import ServiceKit

// An operator's work on the store.
extension Notifier {
    static func eventLog(_ configuration: ConfigurationValues, now: @escaping WallClock) -> EventLog {
        EventLog(
            feed: configuration[NotifierKeys.feed], erasableTypes: DeliveryEvents.erasableTypes, now: now)
    }

    static var maintenance: ServiceMaintenance {
        ServiceMaintenance(
            verify: { request, newest, context in
                let log = eventLog(context.configuration, now: context.now)
                return try await FeedMaintenance.verify(log, request, newest: newest, in: context)
            },
            rebuild: rebuild,
            skip: { request, context in
                let isSkipped = try await Subscription.skip(
                    feed: request.feed, sequence: request.sequence, reason: request.reason, at: context.now(),
                    in: context.store.pool)
                return OperatorOutcome(
                    succeeded: isSkipped,
                    lines: [isSkipped ? "the event is left out from now on" : "the feed did not stop at this event"])
            },
            backupExtras: { database in
                guard let log = try EventLog.stored(in: database) else { return [:] }
                return try FeedMaintenance.extras(log, in: database)
            },
            restore: { database, _, configuration, now in
                try eventLog(configuration, now: now).renewEpoch(in: database)
            })
    }

    @Sendable
    private static func rebuild(
        _ request: RebuildRequest, _ context: MaintenanceContext
    ) async throws -> OperatorOutcome {
        let projections = Projections(PolicyLog(eventLog(context.configuration, now: context.now)))
        var feeds: [String] = []
        for upstream in context.configuration[Upstream.key] {
            guard request.feed == nil || request.feed == upstream.feed.rawValue,
                let projection = projections.projection(for: upstream.feed)
            else { continue }
            feeds += try await Subscription.orderRebuild(
                of: upstream.feed.rawValue, projection: projection, in: context.store.pool)
        }
        return OperatorOutcome(
            succeeded: !feeds.isEmpty,
            lines: feeds.isEmpty
                ? ["the store has read no such feed"] : feeds.map { "\($0) is read anew at the next start" })
    }
}
