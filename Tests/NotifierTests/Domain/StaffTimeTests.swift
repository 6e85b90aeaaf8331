import School
import Testing

@testable import Notifier

@Suite("When staff is written to")
struct StaffTimeTests {
    @Test("from the gathering to the quiet, where the school is, on both sides of a change of zone")
    func hours() throws {
        let hours = try #require(TestPost.hours)
        let moscow = try #require(
            ZoneHistory([ZoneHistory.Period(since: Day(rawValue: .min), zone: try SchoolZone(named: "Europe/Moscow"))]))
        let span = hours.span(of: Sample.day, zones: moscow)
        #expect(span.gathers == Sample.at(7, 30) && span.expires == Sample.at(20))
        let moved = try #require(
            ZoneHistory([
                ZoneHistory.Period(since: Day(rawValue: .min), zone: try SchoolZone(named: "Europe/Moscow")),
                ZoneHistory.Period(since: Sample.day + 1, zone: try SchoolZone(named: "Asia/Krasnoyarsk")),
            ]))
        #expect(hours.span(of: Sample.day, zones: moved).gathers == Sample.at(7, 30))
        #expect(hours.span(of: Sample.day + 1, zones: moved).gathers == Sample.at(3, 30, day: 1))
    }

    @Test("never in the night: the gathering comes before the quiet")
    func order() {
        #expect(StaffHours(overdueAt: .midnight, quietFrom: .midnight) == nil)
        #expect(StaffHours(overdueAt: MinuteOfDay(hour: 20, minute: 0) ?? .midnight, quietFrom: .midnight) == nil)
    }

    @Test(
        "on working days of the five-day week, and on others where the school teaches",
        arguments: [
            (Day("2026-09-04"), false, true), (Day("2026-09-05"), false, false), (Day("2026-09-05"), true, true),
            (Day("2026-09-06"), false, false), (Day("2026-11-04"), false, false), (Day("2027-02-20"), false, true),
        ])
    func days(_ day: Day?, _ isTaught: Bool, _ isWorking: Bool) throws {
        let day = try #require(day)
        #expect(try StaffDay.isWorking(day, isTaught: isTaught, calendar: .krasnodar) == isWorking)
    }

    @Test("a year without a calendar is an error, unless the school teaches")
    func unknownYear() throws {
        let day = try #require(Day("2035-09-05"))
        #expect(throws: UnknownYear(year: 2035)) {
            try StaffDay.isWorking(day, isTaught: false, calendar: .krasnodar)
        }
        #expect(try StaffDay.isWorking(day, isTaught: true, calendar: .krasnodar))
    }

    @Test("what may be decided ends with the feed that is furthest behind, and begins when all have promised")
    func horizon() {
        func standing(_ feed: String, _ role: FeedRole, _ until: Int64?) -> FeedStanding {
            FeedStanding(feed: feed, role: role, source: 1, completeUntil: until)
        }
        let (near, far) = (standing("journal.1", .journal, 50), standing("journal.2", .journal, 20))
        let (diary, alerts) = (standing("diary.1", .diary, 40), standing("alerts.1", .alerts, 30))
        #expect(FeedHorizon.marks(of: near, among: [near, far, diary, alerts]) == 40)
        #expect(FeedHorizon.marks(of: far, among: [near, far, diary, alerts]) == 20)
        #expect(FeedHorizon.marks(of: near, among: [near, alerts]) == nil)
        #expect(FeedHorizon.marks(of: near, among: [near, diary, standing("diary.2", .diary, nil)]) == nil)
        #expect(FeedHorizon.overdue(among: [near, far, diary, alerts]) == 20)
        #expect(FeedHorizon.overdue(among: [near, diary, alerts]) == 30)
        #expect(FeedHorizon.overdue(among: [near, diary]) == nil)
        let behind = FeedStanding(feed: "alerts.1", role: .alerts, source: 1, completeUntil: 30, decidedUntil: 7)
        #expect(FeedHorizon.overdue(among: [near, behind]) == 7)
        #expect(FeedHorizon.overdue(of: alerts, journals: [near]) == 30, "the far one is another school's")
        #expect(FeedHorizon.overdue(of: alerts, journals: [near, far]) == 20)
        #expect(FeedHorizon.overdue(of: behind, journals: [near]) == 7)
        #expect(FeedHorizon.overdue(of: alerts, journals: []) == nil)
        #expect(FeedHorizon.overdue(of: alerts, journals: [standing("journal.3", .journal, nil)]) == nil)
    }

    @Test("a feed is read for what the first word of its name says")
    func roles() {
        #expect(FeedRole(feed: "journal.north") == .journal && FeedRole(feed: "alerts") == .alerts)
        #expect(FeedRole(feed: "journals.north") == nil && FeedRole(feed: "deliveries.1") == nil)
    }
}
