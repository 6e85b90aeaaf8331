import Regulation
import School
import Testing

@Suite struct LessonDueTests {
    private func due(_ rule: Rule, _ date: String, end: String?, _ zone: String = "Europe/Moscow") throws -> Due {
        try rules.due(
            rule, day: day(date), end: end.map(minute), calendar: calendar(.fiveDay), zones: zones(zone))
    }

    @Test("Topic and roll are due at 24:00 of the lesson's day, a Sunday's too", arguments: [Rule.topic, .attendance])
    func endOfDay(rule: Rule) throws {
        let sunday = try day("2026-09-06")
        let due = try due(rule, "2026-09-06", end: "09:00")
        #expect(due.instant == (try moscow().zone(on: sunday).microseconds(of: sunday + 1, .midnight)))
        #expect(due.day == sunday)
        #expect(due.reason == .endOfDay(sunday))
    }

    @Test("Homework is due 60 elapsed minutes after the end, past midnight if need be, and never moved on")
    func homework() throws {
        let saturday = try day("2026-09-05")
        let due = try due(.homework, "2026-09-05", end: "23:30")
        let end = try moscow().zone(on: saturday).microseconds(of: saturday, minute("23:30"))
        #expect(due.instant == end + 3_600 * second)
        #expect(due.day == saturday + 1)
        #expect(due.reason == .afterLesson(day: saturday, end: try minute("23:30"), minutes: 60))
    }

    @Test("The hour after a lesson is an elapsed one where the clock is put forward in it")
    func elapsed() throws {
        let zone = try SchoolZone(named: "Europe/Berlin")
        let night = try day("2026-03-29")
        let due = try due(.homework, "2026-03-29", end: "01:30", "Europe/Berlin")
        #expect(due.instant == zone.microseconds(of: night, try minute("03:30")))
    }

    @Test("Without bells homework is due at 24:00 of the lesson's day, and the reason says so")
    func noBells() throws {
        let due = try due(.homework, "2026-09-03", end: nil)
        #expect(due.instant == (try moscow().start(of: day("2026-09-04"))))
        #expect(due.reason == .noBells(try day("2026-09-03")))
    }

    @Test("24:00 is 00:00 of the next day by the zone that holds then")
    func datedZone() throws {
        let changed = try day("2026-09-04")
        let history = try #require(
            ZoneHistory([
                .init(since: Day.plausible.lowerBound, zone: SchoolZone(named: "Europe/Moscow")),
                .init(since: changed, zone: SchoolZone(named: "Europe/Samara")),
            ]))
        let due = try rules.due(
            .topic, day: changed - 1, end: nil, calendar: calendar(.fiveDay), zones: history)
        #expect(due.instant == (try SchoolZone(named: "Europe/Samara").microseconds(of: changed, .midnight)))
    }

    @Test("What is recorded at the due instant is on time, a microsecond later it is late by that")
    func verdict() {
        #expect(Verdict(recordedAt: 100, due: 100) == .onTime)
        #expect(Verdict(recordedAt: 101, due: 100) == .late(by: 1))
        #expect(Verdict(recordedAt: 101, due: 100).lateness == 1)
        #expect(Verdict(recordedAt: 99, due: 100).lateness == 0)
    }

    @Test("A lesson has been held at its end, without bells at 24:00 of its day")
    func held() throws {
        let thursday = try day("2026-09-03")
        let zone = try moscow().zone(on: thursday)
        #expect(
            Held.instant(day: thursday, end: try minute("09:15"), zones: try moscow())
                == zone.microseconds(of: thursday, try minute("09:15")))
        #expect(
            Held.instant(day: thursday, end: nil, zones: try moscow()) == zone.microseconds(of: thursday + 1, .midnight)
        )
    }

    @Test("Every rule has its word, its number in the contract and its clause")
    func words() {
        #expect(Rule.allCases.map(\.name) == ["topic", "homework", "attendance", "mark"])
        #expect(Rule.allCases.map(\.rawValue) == [1, 2, 3, 4])
        #expect(Rule.allCases.allSatisfy { Rule(name: $0.name) == $0 && rules[$0].rule == $0 })
        #expect(Rule.allCases.map { rules[$0].clause } == ["3.5", "3.5", "3.5", "3.5"])
        #expect(Rule(name: "term") == nil)
        #expect(RegulationVersion.current.number == 1)
    }
}
