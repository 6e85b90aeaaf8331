import EventFeed
import Foundation
import Logging
import School
import ServiceKit
import ZeroMQ

/// What `zvonok sample-city` is asked for.
struct SampleCityRequest: Sendable {
    var seed: UInt64
    var scale: CityScale
    /// School days that are over.
    var days: Int
    /// Until when the school day after them has come; nil: it has not begun.
    var until: MinuteOfDay?
    var hasAccounts: Bool
}

/// Makes or continues the sample city with the services the configuration names.
enum SampleCityWork {
    static func run(
        _ request: SampleCityRequest, _ configuration: ConfigurationValues
    ) async throws -> SampleCityReport {
        let keys = try OperatorFiles.keys(configuration)
        let (journal, diary) = try OperatorFiles.owners(configuration)
        let clock = try SimulatedClockWriter(path: try OperatorFiles.clock(configuration))
        let city = try SampleCity(seed: request.seed, scale: request.scale)
        let context = try ZeroMQContext(logger: Logger(label: "zvonok"))
        func client(_ upstream: Upstream) -> FeedClient {
            FeedClient(
                context: context, endpoint: upstream.endpoint.text,
                curve: CurveClient(keys: keys, serverKey: upstream.serverKey))
        }
        let desk = CommandDesk(journal: client(journal), diary: diary.map(client))
        let outcome: Result<SampleCityReport, any Error>
        do {
            outcome = .success(
                try await walk(request, city, desk, clock, (journal.feed, diary?.feed)))
        } catch {
            var clients: [(address: String, client: FeedClient)] = [(journal.endpoint.text, desk.journal)]
            if let diary, let client = desk.diary { clients.append((diary.endpoint.text, client)) }
            outcome = .failure(await WhyDown.explained(error, clients))
        }
        await desk.journal.close()
        await desk.diary?.close()
        await context.shutdown()
        return try outcome.get()
    }

    private static func walk(
        _ request: SampleCityRequest, _ city: SampleCity, _ desk: CommandDesk, _ clock: SimulatedClockWriter,
        _ feeds: (journal: FeedName, diary: FeedName?)
    ) async throws -> SampleCityReport {
        let days = SampleYear.schoolDays
        let next = days[request.days]
        let story = request.until == nil ? nil : Story(in: city, on: next)
        let accounts =
            request.hasAccounts
            ? SetUp.Accounts(verifier: try SamplePassword.verifier(seed: request.seed), hasDiary: feeds.diary != nil)
            : nil
        let plan = CityPlan(city, accounts: accounts, story: story)
        var walk = CityWalk(plan, desk: desk, clock: clock, journal: feeds.journal, diary: feeds.diary)
        let last = request.until == nil ? days[request.days - 1] : next
        let end = city.zone.instant(of: last, minutes: request.until.map { Int($0.rawValue) } ?? lastMinute)
        let count = try await walk.run(to: end, of: last)
        return SampleCityReport(
            city: city, story: story, count: count, now: clock.now, hasAccounts: request.hasAccounts,
            lessons: walk.lessons(of: story))
    }

    /// 23:50, when the last entry of a day can be made.
    private static let lastMinute = 24 * 60 - LessonFilling.slot
}
