import EventFeed
import Hummingbird
import Logging
import School
import ServiceKit
import ServiceLifecycle

/// The statistics-collector: it counts what the journals say and serves the figures to the city's dashboard.
public enum StatisticsCollector: ServiceProgram {
    /// The name of its subscriptions at each owner.
    private static let subscriptionName = "statistics"
    /// A connection that says nothing for this long is closed, in seconds.
    private static let idleLimit = 60

    public static var definition: ServiceDefinition {
        ServiceDefinition(
            version: ServiceVersion(name: "statistics-collector", version: "0.1.0", schemaVersions: ["journal": 1]),
            summary:
                "Counts what the journals say: lessons, topics, homework, rolls and marks by school, class and day.",
            keys: CollectorKeys.all,
            migrations: [
                StoreMigration(name: "subscription-1", sql: Subscription.schema1),
                StoreMigration(name: "statistics-1", sql: StatisticsStore.schema1),
            ],
            faultPoints: FaultHook.names, maintenance: maintenance, fileMistakes: BusFiles.mistakes,
            askRunningService: RunningService.ask, build: build)
    }

    /// The composition root.
    private static func build(_ context: ServiceContext) async throws -> ServiceAssembly {
        let bus = try await Bus.open(context.configuration, logger: context.logger)
        let subscriptions = context.configuration[Upstream.key].map { subscription(to: $0, on: bus, context) }
        let desk = ServiceDesk(
            .init(
                version: definition.version, store: context.store, work: context.operatorWork, log: nil,
                subscriptions: subscriptions,
                backupDirectory: context.configuration[StandardKeys.backupDirectory]))
        let server = FeedServer(
            context: bus.context, keys: bus.keys, allowList: bus.allowList,
            parts: .init(
                log: nil, database: context.store.pool, commands: nil, desk: desk,
                isSample: context.store.identity.isSample),
            logger: context.logger)
        try await bus.start(server)
        let services: [any Service] = [bus.closing, desk, server] + subscriptions + [api(subscriptions, context)]
        return ServiceAssembly(services: services) { configuration in
            try await bus.reload(configuration, server: server)
        }
    }

    private static func subscription(
        to upstream: Upstream, on bus: Bus, _ context: ServiceContext
    ) -> Subscription {
        let health = context.health
        return Subscription(
            .init(
                feed: upstream.feed, name: subscriptionName, client: bus.client(of: upstream),
                projection: JournalProjection(), database: context.store.pool,
                isSample: context.store.identity.isSample, faults: FaultHook(context.faultPoints),
                wait: context.configuration[CollectorKeys.freshness], now: context.now, logger: context.logger,
                onChange: { status in _ = health.set(status.health, for: "subscription \(status.feed)") }))
    }

    private static func api(_ subscriptions: [Subscription], _ context: ServiceContext) -> some Service {
        let router = Router()
        let figures = StatisticsFigures(reader: context.store.pool) {
            subscriptions.compactMap { FeedStanding($0.status) }
        }
        StatisticsRoutes(figures: figures, tokens: context.configuration[CollectorKeys.tokens]).add(to: router)
        return Application(
            router: router,
            server: .http1(configuration: .init(idleTimeout: .seconds(Int64(idleLimit)))),
            configuration: .init(
                address: .hostname(
                    context.configuration[CollectorKeys.host], port: context.configuration[CollectorKeys.port])),
            logger: context.logger)
    }

    private static var maintenance: ServiceMaintenance {
        ServiceMaintenance(
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
            })
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
