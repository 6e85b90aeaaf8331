import EventFeed
import Logging
import Regulation
import School
import ServiceKit
import ServiceLifecycle
import Web

/// The deadline-monitor: it knows what the regulation asks of each lesson, and tells when its instant has passed.
public enum DeadlineMonitor: ServiceProgram {
    /// The name of its subscriptions at each owner.
    static let subscriptionName = "monitor"

    public static var definition: ServiceDefinition {
        ServiceDefinition(
            version: ServiceVersion(
                name: "deadline-monitor", version: "0.1.0", schemaVersions: ["journal": 1, "alerts": 1]),
            summary: "Tells which entries of the journals are overdue: by lesson, rule and clause of the regulation.",
            keys: MonitorKeys.all,
            migrations: [
                StoreMigration(name: "event-log-1", sql: EventLog.schema1),
                StoreMigration(name: "subscription-1", sql: Subscription.schema1),
                StoreMigration(name: "directory-1", sql: MonitorStore.directory1),
                StoreMigration(name: "people-1", sql: MonitorStore.people1),
                StoreMigration(name: "record-1", sql: MonitorStore.record1),
                StoreMigration(name: "obligations-1", sql: MonitorStore.obligations1),
                StoreMigration(name: "alerts-1", sql: MonitorStore.alerts1),
                StoreMigration(name: "reads-1", sql: ReadRecordTable.schema1),
                StoreMigration(name: "instants-1", sql: MonitorStore.instants1),
                StoreMigration(name: "alerts-2", sql: MonitorStore.alerts2),
                StoreMigration(name: "record-2", sql: MonitorStore.record2),
                StoreMigration(name: "directory-2", sql: MonitorStore.directory2),
                StoreMigration(name: "event-log-2", sql: EventLog.schema2),
                StoreMigration(name: "event-log-3", sql: EventLog.schema3),
                StoreMigration(name: "subscription-2", sql: Subscription.schema2),
                StoreMigration(name: "alert-way-1", sql: MonitorStore.alertWay1),
                StoreMigration(name: "subscription-3", sql: Subscription.schema3),
            ],
            faultPoints: FaultHook.names, maintenance: maintenance,
            fileMistakes: { BusFiles.mistakes($0) + WebKeys.mistakes($0) },
            askRunningService: RunningService.ask, build: build)
    }

    /// The composition root.
    private static func build(_ context: ServiceContext) async throws -> ServiceAssembly {
        let log = alertLog(context.configuration, now: context.now)
        try await log.prepare(context.store.pool)
        let bus = try await Bus.open(context.configuration, logger: context.logger)
        let queue = CommandQueue()
        let wake = FeedWake()
        let policy = PolicyLog(log)
        let subscriptions = context.configuration[Upstream.key].map { upstream in
            subscription(to: upstream, on: bus, policy: policy, context) { await wake.readers(of: policy) }
        }
        let desk = ServiceDesk(
            .init(
                version: definition.version, store: context.store, work: context.operatorWork, log: log,
                subscriptions: subscriptions,
                backupDirectory: context.configuration[StandardKeys.backupDirectory],
                way: { question, database in
                    try DutyWay(log: log, regulation: .current, database: database).steps(of: question)
                }))
        let server = FeedServer(
            context: bus.context, keys: bus.keys, allowList: bus.allowList,
            parts: .init(
                log: log, database: context.store.pool, commands: queue, desk: desk,
                isSample: context.store.identity.isSample),
            logger: context.logger)
        wake.attach { await server.noteGrowth() }
        let owner = owner(of: log, queue, server, context)
        let reads = ReadRecorder(logger: context.logger, sink: MonitorStore.readSink(context.store.pool))
        let site = try MonitorSite.make(context, reads: reads) { subscriptions.map { FeedStanding($0.status) } }
        try await bus.start(server)
        let services: [any Service] =
            [bus.closing, desk] + owner.services + subscriptions + [reads, site.server(logger: context.logger)]
        return ServiceAssembly(services: services) { configuration in
            try await bus.reload(configuration, server: server)
        }
    }

    private static func owner(
        of log: EventLog, _ queue: CommandQueue, _ server: FeedServer, _ context: ServiceContext
    ) -> FeedOwner {
        let faults = FaultHook(context.faultPoints)
        return FeedOwner(
            executor: CommandExecutor(log: log, handler: NoCommands(), faults: faults), queue: queue, server: server,
            database: context.store.pool, hasRoom: { [store = context.store] in store.hasRoom }, faults: faults,
            afterErasure: {}, logger: context.logger)
    }

    private static func subscription(
        to upstream: Upstream, on bus: Bus, policy: PolicyLog, _ context: ServiceContext,
        afterCommit: @escaping @Sendable () async -> Void
    ) -> Subscription {
        let (health, faults) = (context.health, FaultHook(context.faultPoints))
        return Subscription(
            .init(
                feed: upstream.feed, name: subscriptionName, client: bus.client(of: upstream),
                projection: projection(of: upstream.feed, policy, now: context.now) {
                    faults.pass(.afterRaisingBeforeCommit)
                },
                database: context.store.pool, isSample: context.store.identity.isSample, faults: faults,
                wait: context.configuration[MonitorKeys.freshness], now: context.now, logger: context.logger,
                afterCommit: afterCommit,
                onChange: { status in _ = health.set(status.health, for: "subscription \(status.feed)") }))
    }

    static func projection(
        of feed: FeedName, _ policy: PolicyLog, now: @escaping WallClock,
        afterRaising: @escaping @Sendable () -> Void = {}
    ) -> JournalProjection {
        JournalProjection(
            feed: feed, policy: policy, regulation: .current, calendar: .krasnodar, now: now,
            afterRaising: afterRaising)
    }

    static func alertLog(_ configuration: ConfigurationValues, now: @escaping WallClock) -> EventLog {
        EventLog(
            feed: configuration[MonitorKeys.feed], erasableTypes: [],
            upstreams: configuration[Upstream.key].map(\.feed), now: now)
    }
}

extension SubscriptionStatus {
    /// The service goes on serving whatever becomes of a feed: it never stops being ready for another service's sake.
    fileprivate var health: HealthState {
        switch state {
        case .live, .catchingUp: .ready
        case .connecting, .rebuilding, .refused, .diverged, .poisoned:
            .degraded("\(state.rawValue)" + (reason.map { ": \($0)" } ?? ""))
        }
    }
}
