import EventFeed
import SMTP
import School
import ServiceKit
import ServiceLifecycle

// What decides and what sends, wired.
extension Notifier {
    static func mailServices(
        _ context: ServiceContext, _ projections: Projections, _ subscriptions: [Subscription], _ news: WakeUp,
        _ growth: FeedGrowth
    ) throws -> [any Service] {
        let configuration = NotifierConfiguration(context.configuration)
        let desk = try mailDesk(context, configuration, projections)
        let (work, metrics, clock) = (WakeUp(), MailMetrics(), ContinuousClock())
        let gate = StartGate(
            statuses: { subscriptions.map(\.status) }, limit: context.configuration[MailKeys.startLimit], clock: clock,
            logger: context.logger)
        return [
            PlanningService(
                desk: desk, news: news, metrics: metrics, health: context.health, logger: context.logger
            ) {
                work.call()
                await growth.wake()
            },
            MailService(
                desk: desk, transport: try transport(context, configuration), gate: gate,
                parallel: context.configuration[MailKeys.parallel], work: work, now: context.now, clock: clock,
                metrics: metrics, health: context.health, logger: context.logger,
                afterAcceptance: context.faultPoints.point(acceptancePoint), onChange: { await growth.wake() }),
        ]
    }

    private static func mailDesk(
        _ context: ServiceContext, _ configuration: NotifierConfiguration, _ projections: Projections
    ) throws -> MailDesk {
        let letterhead = configuration.letterhead
        return try MailDesk(
            .init(
                database: context.store.pool, feeds: context.configuration[Upstream.key].map(\.feed.rawValue),
                ledger: projections.ledger, marks: configuration.marks, hours: configuration.hours(),
                calendar: .krasnodar, schedule: configuration.schedule, shelf: projections.shelf,
                now: context.now, render: { letterhead.message($0, $1) }))
    }

    private static func transport(
        _ context: ServiceContext, _ configuration: NotifierConfiguration
    ) throws -> any MailTransport {
        guard let server = try configuration.server() else {
            return FolderTransport(
                folder: MailFolder(path: context.configuration[MailKeys.folder]), logger: context.logger)
        }
        return ServerTransport(
            client: SMTPClient(server: server), sender: context.configuration[MailKeys.sender],
            watch: MailServerWatch(health: context.health, logger: context.logger), logger: context.logger)
    }
}
