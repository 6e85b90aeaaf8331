import School
import Testing

@Suite struct CalendarTests {
    private func reason(_ text: String, _ week: SchoolWeek) throws -> NonWorkingReason? {
        try WorkingCalendar.krasnodar.reasonOff(try #require(Day(text)), week: week)
    }

    @Test("A day off moved from a Saturday is a working day of a six-day week, one moved from a Sunday is not")
    func moved() throws {
        let saturday = try #require(Day("2026-01-03"))
        #expect(try reason("2026-01-09", .fiveDay) == .movedDayOff(from: saturday))
        #expect(try reason("2026-01-09", .sixDay) == nil)
        let sunday = try #require(Day("2026-01-04"))
        #expect(try reason("2026-12-31", .fiveDay) == .movedDayOff(from: sunday))
        #expect(try reason("2026-12-31", .sixDay) == .movedDayOff(from: sunday))
    }

    @Test("A Saturday works in a six-day week, in a five-day week by decree alone")
    func saturdays() throws {
        #expect(try reason("2026-09-05", .sixDay) == nil)
        #expect(try reason("2026-09-05", .fiveDay) == .saturday)
        #expect(try reason("2025-11-01", .fiveDay) == nil)
        #expect(try reason("2027-02-20", .fiveDay) == nil)
    }

    @Test("Holidays, Sundays and the region's own days are off in both weeks", arguments: SchoolWeek.allCases)
    func off(week: SchoolWeek) throws {
        #expect(try reason("2026-05-09", week) == .publicHoliday)
        #expect(try reason("2026-03-08", week) == .publicHoliday)
        #expect(try reason("2026-04-21", week) == .regionalDayOff)
        #expect(try reason("2026-09-06", week) == .sunday)
        #expect(try reason("2026-09-07", week) == nil)
    }

    @Test("Every year has fourteen holidays and names its decree; a year that is not loaded is an error")
    func years() throws {
        for year in FederalYear.decreed {
            #expect(year.holidays.count == 14)
            #expect(year.source.contains("Постановление Правительства РФ"))
        }
        #expect(FederalYear.decreed.map(\.year) == [2025, 2026, 2027])
        #expect(throws: UnknownYear(year: 2028)) { try reason("2028-02-01", .fiveDay) }
        let region = RegionalDaysOff(name: "none", source: "none", years: 2026...2026, days: [])
        let calendar = WorkingCalendar(years: FederalYear.decreed, region: region)
        let day = try #require(Day("2027-03-01"))
        #expect(throws: UnknownYear(year: 2027)) { try calendar.reasonOff(day, week: .fiveDay) }
    }

    @Test("A class's lessons make a working day of any day, and its week holds from a day on")
    func classCalendar() throws {
        let (sunday, saturday) = (try #require(Day("2026-09-06")), try #require(Day("2026-09-12")))
        let calendar = ClassCalendar(
            working: .krasnodar, weeks: [.init(days: sunday...sunday + 100, week: .sixDay)], taughtDays: [sunday])
        #expect(try calendar.standing(of: sunday) == .taughtByOrder)
        #expect(try calendar.standing(of: saturday) == .working)
        #expect(try calendar.standing(of: saturday - 7) == .off(.saturday))
        #expect(try calendar.standing(of: saturday - 7).isWorking == false)
        #expect(SchoolWeek(taughtOn: [1, 5]) == .fiveDay)
        #expect(SchoolWeek(taughtOn: [6, 1]) == .sixDay)
    }

    @Test("A class's week is that of the timetable in force, in the vacations that of the one that ended last")
    func weeks() throws {
        let day = try #require(Day("2026-09-01"))
        let calendar = ClassCalendar(
            working: .krasnodar,
            weeks: [
                .init(days: day + 20...day + 30, week: .fiveDay), .init(days: day...day + 60, week: .sixDay),
                .init(days: day + 70...day + 100, week: .fiveDay),
            ])
        #expect(calendar.week(on: day - 1) == .fiveDay)
        #expect(calendar.week(on: day) == .sixDay)
        #expect(calendar.week(on: day + 25) == .sixDay)
        #expect(calendar.week(on: day + 40) == .sixDay)
        #expect(calendar.week(on: day + 69) == .sixDay)
        #expect(calendar.week(on: day + 70) == .fiveDay)
        #expect(calendar.week(on: day + 200) == .fiveDay)
    }

    @Test("A school year knows its terms, the vacations between and inside them, and what lies outside")
    func schoolYear() throws {
        let day = { (text: String) in try #require(Day(text)) }
        let first = SchoolYearPlan.Period(name: "1 четверть", days: try day("2025-09-01")...day("2025-10-24"))
        let second = SchoolYearPlan.Period(name: "2 четверть", days: try day("2025-11-05")...day("2025-12-30"))
        let extra = SchoolYearPlan.Period(name: "1 класс", days: try day("2025-12-01")...day("2025-12-05"))
        let year = try SchoolYearPlan(terms: [second, first], additionalVacations: [extra])
        #expect(year.place(of: try day("2025-10-24")) == .term(first))
        #expect(year.place(of: try day("2025-10-25")) == .vacation)
        #expect(year.place(of: try day("2025-12-05")) == .vacation)
        #expect(year.place(of: try day("2025-12-31")) == .outside)
        #expect(year.place(of: try day("2025-08-31")) == .outside)
    }

    @Test("A school year without a term, or with two that share a day, is refused by name")
    func refused() throws {
        #expect(throws: Rejection(.missing, field: "terms", "the school year has no term")) {
            try SchoolYearPlan(terms: [])
        }
        let day = try #require(Day("2025-10-24"))
        let (one, two) = (
            SchoolYearPlan.Period(name: "1", days: day - 10...day),
            SchoolYearPlan.Period(name: "2", days: day...day + 10)
        )
        #expect(throws: Rejection(.invalid, field: "terms", "2 begins on 2025-10-24, before 1 has ended")) {
            try SchoolYearPlan(terms: [one, two])
        }
    }
}
