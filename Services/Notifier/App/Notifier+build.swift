import EventFeed
import Logging
import SMTP
import School
import ServiceKit
import ServiceLifecycle

/// The notifier: it writes to families about marks and to staff about what is overdue.
public enum Notifier: ServiceProgram {
    /// The name of its subscriptions at each owner.
    private static let subscriptionName = "notifier"
    /// Where a test may end the process: the server has the mail, and no row says so yet.
    static let acceptancePoint = "after-mail-accepted-before-record"

    public static var definition: ServiceDefinition {
        ServiceDefinition(
            version: ServiceVersion(
                name: "notifier", version: "0.1.0",
                schemaVersions: ["journal": 1, "diary": 1, "alerts": 1, "deliveries": 1]),
            summary: "Writes to guardians about their children's marks and to staff about what is overdue.",
            keys: NotifierKeys.all,
            migrations: [
                StoreMigration(name: "event-log-1", sql: EventLog.schema1),
                StoreMigration(name: "subscription-1", sql: Subscription.schema1),
                StoreMigration(name: "journal-projection-1", sql: NotifierStore.journalSchema1),
                StoreMigration(name: "diary-projection-1", sql: NotifierStore.diarySchema1),
                StoreMigration(name: "alert-projection-1", sql: NotifierStore.alertSchema1),
                StoreMigration(name: "mail-1", sql: NotifierStore.mailSchema1),
                StoreMigration(name: "alert-instants-1", sql: NotifierStore.alertInstants1),
                StoreMigration(name: "guardianship-ends-1", sql: NotifierStore.guardianshipEnds1),
                StoreMigration(name: "mail-due-1", sql: NotifierStore.mailDue1),
                StoreMigration(name: "alert-schools-1", sql: NotifierStore.alertSchools1),
                StoreMigration(name: "lesson-stands-1", sql: NotifierStore.lessonStands1),
                StoreMigration(name: "alert-spans-1", sql: NotifierStore.alertSpans1),
                StoreMigration(name: "event-log-2", sql: EventLog.schema2),
                StoreMigration(name: "event-log-3", sql: EventLog.schema3),
                StoreMigration(name: "subscription-2", sql: Subscription.schema2),
                StoreMigration(name: "mail-way-1", sql: NotifierStore.mailWay1),
                StoreMigration(name: "subscription-3", sql: Subscription.schema3),
            ],
            faultPoints: FaultHook.names + [acceptancePoint], maintenance: maintenance,
            fileMistakes: NotifierMistakes.all, askRunningService: RunningService.ask, build: build)
    }

    /// The composition root.
    private static func build(_ context: ServiceContext) async throws -> ServiceAssembly {
        let log = eventLog(context.configuration, now: context.now)
        try await log.prepare(context.store.pool)
        let policy = PolicyLog(log)
        let bus = try await Bus.open(context.configuration, logger: context.logger)
        let news = WakeUp()
        let growth = FeedGrowth(policy)
        let projections = Projections(policy)
        let subscriptions = context.configuration[Upstream.key].compactMap {
            subscription(to: $0, on: bus, projections, context) {
                news.call()
                await growth.wake()
            }
        }
        let desk = ServiceDesk(
            .init(
                version: definition.version, store: context.store, work: context.operatorWork, log: log,
                subscriptions: subscriptions,
                backupDirectory: context.configuration[StandardKeys.backupDirectory],
                way: way(log, NotifierConfiguration(context.configuration).letterhead.domain)))
        let owner = owner(of: log, at: desk, on: bus, context)
        growth.set { await owner.server.noteGrowth() }
        try await bus.start(owner.server)
        let mail = try mailServices(context, projections, subscriptions, news, growth)
        return ServiceAssembly(
            services: [bus.closing, desk] + owner.services + subscriptions + mail
        ) { configuration in
            try await bus.reload(configuration, server: owner.server)
        }
    }

    private static func way(_ log: EventLog, _ domain: String) -> ServiceWay {
        { question, database in
            try MailWay(log: log, domain: domain, database: database).steps(of: question)
        }
    }

    private static func owner(
        of log: EventLog, at desk: ServiceDesk, on bus: Bus, _ context: ServiceContext
    ) -> FeedOwner {
        let queue = CommandQueue()
        let faults = FaultHook(context.faultPoints)
        let server = FeedServer(
            context: bus.context, keys: bus.keys, allowList: bus.allowList,
            parts: .init(
                log: log, database: context.store.pool, commands: queue, desk: desk,
                isSample: context.store.identity.isSample),
            logger: context.logger)
        return FeedOwner(
            executor: CommandExecutor(log: log, handler: NoCommands(), faults: faults), queue: queue, server: server,
            database: context.store.pool, hasRoom: { [store = context.store] in store.hasRoom }, faults: faults,
            afterErasure: {}, logger: context.logger)
    }

    private static func subscription(
        to upstream: Upstream, on bus: Bus, _ projections: Projections, _ context: ServiceContext,
        afterCommit: @escaping @Sendable () async -> Void
    ) -> Subscription? {
        let health = context.health
        return projections.projection(for: upstream.feed).map { projection in
            Subscription(
                .init(
                    feed: upstream.feed, name: subscriptionName, client: bus.client(of: upstream),
                    projection: projection, database: context.store.pool,
                    isSample: context.store.identity.isSample, faults: FaultHook(context.faultPoints),
                    wait: context.configuration[NotifierKeys.freshness], now: context.now, logger: context.logger,
                    afterCommit: afterCommit,
                    onChange: { status in _ = health.set(status.health, for: "subscription \(status.feed)") }))
        }
    }
}

extension SubscriptionStatus {
    /// The service goes on whatever becomes of a feed: it never stops being ready for another service's sake.
    fileprivate var health: HealthState {
        switch state {
        case .live, .catchingUp: .ready
        case .connecting, .rebuilding, .refused, .diverged, .poisoned:
            .degraded("\(state.rawValue)" + (reason.map { ": \($0)" } ?? ""))
        }
    }
}
