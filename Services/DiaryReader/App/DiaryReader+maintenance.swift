import EventFeed
import School
import ServiceKit

/// An operator's work on the store: that of an owner of a feed, and that of a reader of others.
extension DiaryReader {
    static var maintenance: ServiceMaintenance {
        ServiceMaintenance(
            verify: { request, newest, context in
                let log = eventLog(context.configuration, now: context.now)
                return try await FeedMaintenance.verify(log, request, newest: newest, in: context)
            },
            rebuild: { request, context in
                let feeds = try await Subscription.orderRebuild(
                    of: request.feed, projection: JournalProjection(), in: context.store.pool)
                return OperatorOutcome(
                    succeeded: !feeds.isEmpty,
                    lines: feeds.isEmpty
                        ? ["the store has read no such feed"] : feeds.map { "\($0) is read anew at the next start" })
            },
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
                let log = eventLog(configuration, now: now)
                try log.renewEpoch(in: database)
                try DiaryStore.endAllSessions(in: database)
            },
            erasures: ErasureKeeping(
                ledger: ledger,
                eraseAgain: { events, database, configuration, now in
                    try ErasureReplay.run(events, log: eventLog(configuration, now: now), now: now(), in: database)
                }))
    }

    /// Notes beside the backups what is erased: after each erasure, and at each start, because the stop before it may
    /// have come between an erasure's commit and its note, or the backups' disk may have been full.
    static func noteErasures(_ log: EventLog, _ context: ServiceContext) async throws {
        try await ledger(context.configuration).note(try await log.erasures(reading: context.store.pool))
    }

    private static func ledger(_ configuration: ConfigurationValues) -> ErasureLedger {
        ErasureLedger(directory: configuration[StandardKeys.backupDirectory], feed: configuration[DiaryKeys.feed])
    }

    static func eventLog(_ configuration: ConfigurationValues, now: @escaping WallClock) -> EventLog {
        EventLog(feed: configuration[DiaryKeys.feed], erasableTypes: DiaryEvents.erasableTypes, now: now)
    }
}
