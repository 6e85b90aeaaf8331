import EventFeed
import Logging
import School
import ServiceKit
import ServiceLifecycle
import Web

/// The statistics-collector: it counts what the journals say and serves the figures to the city's dashboard.
public enum StatisticsCollector: ServiceProgram {
    /// The name of its subscriptions at each owner.
    private static let subscriptionName = "statistics"

    public static var definition: ServiceDefinition {
        ServiceDefinition(
            version: ServiceVersion(
                name: "statistics-collector", version: "0.1.0", schemaVersions: ["alerts": 1, "diary": 1, "journal": 1]),
            summary:
                "Counts what the journals say: lessons, topics, homework, rolls and marks by school, class and day.",
            keys: CollectorKeys.all,
            migrations: [
                StoreMigration(name: "subscription-1", sql: Subscription.schema1),
                StoreMigration(name: "statistics-1", sql: StatisticsStore.schema1),
                StoreMigration(name: "statistics-2", sql: StatisticsStore.schema2),
                StoreMigration(name: "statistics-3", sql: StatisticsStore.schema3),
                StoreMigration(name: "statistics-4", sql: StatisticsStore.schema4),
                StoreMigration(name: "subscription-2", sql: Subscription.schema2),
                StoreMigration(name: "subscription-3", sql: Subscription.schema3),
            ],
            faultPoints: FaultHook.names, maintenance: maintenance,
            fileMistakes: { BusFiles.mistakes($0) + WebKeys.mistakes($0) + mistakes($0) },
            askRunningService: RunningService.ask, build: build)
    }

    /// The composition root.
    private static func build(_ context: ServiceContext) async throws -> ServiceAssembly {
        let bus = try await Bus.open(context.configuration, logger: context.logger)
        let subscriptions = context.configuration[Upstream.key].compactMap { subscription(to: $0, on: bus, context) }
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
        let site = try site(subscriptions, context)
        let services: [any Service] =
            [bus.closing, desk, server] + subscriptions + [site.server(logger: context.logger)]
        return ServiceAssembly(services: services) { configuration in
            try await bus.reload(configuration, server: server)
        }
    }

    /// Nil for a feed that no figure counts; the configuration's check has refused it before.
    private static func subscription(
        to upstream: Upstream, on bus: Bus, _ context: ServiceContext
    ) -> Subscription? {
        guard let projection = projection(of: upstream.feed.rawValue) else { return nil }
        let health = context.health
        return Subscription(
            .init(
                feed: upstream.feed, name: subscriptionName, client: bus.client(of: upstream),
                projection: projection, database: context.store.pool,
                isSample: context.store.identity.isSample, faults: FaultHook(context.faultPoints),
                wait: context.configuration[CollectorKeys.freshness], now: context.now, logger: context.logger,
                onChange: { status in _ = health.set(status.health, for: "subscription \(status.feed)") }))
    }

    /// What becomes rows of a feed's events, by the kind its name begins with.
    private static func projection(of feed: String) -> (any Projection)? {
        switch FeedKind(feed: feed) {
        case .journal: JournalProjection()
        case .alerts: AlertProjection()
        case .diary: DiaryProjection()
        case nil: nil
        }
    }

    private static func mistakes(_ configuration: ConfigurationValues) -> [ConfigurationMistake] {
        configuration[Upstream.key].filter { FeedKind(feed: $0.feed.rawValue) == nil }.map { upstream in
            ConfigurationMistake(
                place: configuration.place(of: Upstream.key.name) ?? .declaration, key: Upstream.key.name,
                found: "the feed \(upstream.feed)",
                expected: "feeds whose names begin with " + FeedKind.allCases.map(\.rawValue).joined(separator: ", "))
        }
    }

    private static func site(_ subscriptions: [Subscription], _ context: ServiceContext) throws -> WebSite {
        let figures = StatisticsFigures(reader: context.store.pool) {
            subscriptions.map { FeedStanding($0.status) }
        }
        let configuration = context.configuration
        return try WebSite(
            WebSite.Parts(
                web: WebConfiguration(configuration, basePath: CollectorKeys.basePath), name: CityWords.site,
                isSample: context.store.identity.isSample, now: context.now,
                bearers: BearerDoor(realm: "statistics", tokens: configuration[CollectorKeys.tokens])),
            routes: StatisticsRoutes(figures: figures, logger: context.logger).table)
    }

    /// Each feed is read anew by the projection of its kind.
    private static func orderRebuild(of feed: String?, in context: MaintenanceContext) async throws -> [String] {
        var ordered: [String] = []
        for upstream in context.configuration[Upstream.key] where feed == nil || upstream.feed.rawValue == feed {
            guard let projection = projection(of: upstream.feed.rawValue) else { continue }
            ordered += try await Subscription.orderRebuild(
                of: upstream.feed.rawValue, projection: projection, in: context.store.pool)
        }
        return ordered
    }

    private static var maintenance: ServiceMaintenance {
        ServiceMaintenance(
            rebuild: { request, context in
                let feeds = try await orderRebuild(of: request.feed, in: context)
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
