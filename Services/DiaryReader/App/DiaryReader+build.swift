import EventFeed
import Logging
import School
import ServiceKit
import ServiceLifecycle
import Web

/// The diary-reader: it owns the accounts of families, and shows each of them the diary of their child.
public enum DiaryReader: ServiceProgram {
    /// The name of its subscriptions at each owner.
    static let subscriptionName = "diary"

    public static var definition: ServiceDefinition {
        ServiceDefinition(
            version: ServiceVersion(
                name: "diary-reader", version: "0.1.0", schemaVersions: ["diary": 1, "journal": 1]),
            summary: "Keeps the accounts of families, records their visits, and shows each child's diary.",
            keys: DiaryKeys.all,
            migrations: [
                StoreMigration(name: "event-log-1", sql: EventLog.schema1),
                StoreMigration(name: "subscription-1", sql: Subscription.schema1),
                StoreMigration(name: "diary-1", sql: DiaryStore.schema1),
                StoreMigration(name: "journal-projection-1", sql: JournalProjection.schema1),
                StoreMigration(name: "session-1", sql: SessionTable.schema1),
                StoreMigration(name: "read-record-1", sql: ReadRecordTable.schema1),
                StoreMigration(name: "browser-secret-1", sql: BrowserSecret.schema1),
                StoreMigration(name: "event-log-2", sql: EventLog.schema2),
                StoreMigration(name: "event-log-3", sql: EventLog.schema3),
                StoreMigration(name: "subscription-2", sql: Subscription.schema2),
                StoreMigration(name: "subscription-3", sql: Subscription.schema3),
            ],
            faultPoints: FaultHook.names, maintenance: maintenance,
            fileMistakes: { BusFiles.mistakes($0) + WebKeys.mistakes($0) },
            askRunningService: RunningService.ask, build: build)
    }

    /// The composition root.
    private static func build(_ context: ServiceContext) async throws -> ServiceAssembly {
        let log = eventLog(context.configuration, now: context.now)
        try await log.prepare(context.store.pool)
        try await noteErasures(log, context)
        let bus = try await Bus.open(context.configuration, logger: context.logger)
        let traces = ErasedTraces(in: context.store, logger: context.logger)
        let subscriptions = context.configuration[Upstream.key].map {
            subscription(to: $0, on: bus, sweeping: traces, context)
        }
        let desk = ServiceDesk(
            .init(
                version: definition.version, store: context.store, work: context.operatorWork, log: log,
                subscriptions: subscriptions,
                backupDirectory: context.configuration[StandardKeys.backupDirectory]))
        let owner = owner(of: log, at: desk, on: bus, context)
        try await bus.start(owner.server)
        let reads = DiarySite.recorder(context)
        let site = try await DiarySite.site(queue: owner.queue, reads: reads, context)
        let services: [any Service] =
            [bus.closing, desk, traces] + owner.services + subscriptions + [reads, site.server(logger: context.logger)]
        return ServiceAssembly(services: services) { configuration in
            try await bus.reload(configuration, server: owner.server)
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
            executor: CommandExecutor(log: log, handler: DiaryCommandHandler(), faults: faults), queue: queue,
            server: server, database: context.store.pool, hasRoom: { [store = context.store] in store.hasRoom },
            faults: faults, afterErasure: { try await noteErasures(log, context) }, logger: context.logger)
    }

    private static func subscription(
        to upstream: Upstream, on bus: Bus, sweeping traces: ErasedTraces, _ context: ServiceContext
    ) -> Subscription {
        let health = context.health
        return Subscription(
            .init(
                feed: upstream.feed, name: subscriptionName, client: bus.client(of: upstream),
                projection: JournalProjection { traces.note() }, database: context.store.pool,
                isSample: context.store.identity.isSample, faults: FaultHook(context.faultPoints),
                wait: context.configuration[DiaryKeys.freshness], now: context.now, logger: context.logger,
                afterCommit: { await traces.sweep() },
                onChange: { status in _ = health.set(status.health, for: "subscription \(status.feed)") }))
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
