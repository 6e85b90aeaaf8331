import Regulation
import School
import Testing

@Suite struct WorkedDatesTests {
    @Test(
        "Marks are due at the end of the second day, moved on to the next working day of a five- or a six-day week",
        arguments: [
            ("2026-09-03", "2026-09-07", "2026-09-05"), ("2026-09-04", "2026-09-07", "2026-09-07"),
            ("2026-09-05", nil, "2026-09-07"), ("2026-04-30", "2026-05-04", "2026-05-02"),
            ("2026-05-07", "2026-05-12", "2026-05-11"), ("2026-11-02", "2026-11-05", "2026-11-05"),
            ("2027-02-18", "2027-02-20", "2027-02-20"), ("2027-02-19", "2027-02-24", "2027-02-22"),
            ("2027-04-29", "2027-05-04", "2027-05-03"), ("2027-05-07", "2027-05-12", "2027-05-12"),
        ] as [(String, String?, String)])
    func mark(base: String, five: String?, six: String) throws {
        let zones = try moscow()
        for (week, expected) in [(SchoolWeek.fiveDay, five), (.sixDay, six)] {
            guard let expected else { continue }
            let due = try rules.due(.mark, day: day(base), end: nil, calendar: calendar(week), zones: zones)
            #expect(due.day == (try day(expected)))
            #expect(due.instant == zones.start(of: try day(expected) + 1))
            #expect(due.version == 1)
        }
    }

    @Test(
        "Two days after a term's or a year's end are moved on in the same way; a vacation is not passed over",
        arguments: [
            ("2025-10-24", "2025-10-27", "2025-10-27"), ("2025-12-30", "2026-01-12", "2026-01-09"),
            ("2026-03-27", "2026-03-30", "2026-03-30"), ("2026-12-29", "2027-01-11", "2027-01-09"),
            ("2026-05-26", "2026-05-28", "2026-05-28"),
        ])
    func termMark(end: String, five: String, six: String) throws {
        for (week, expected) in [(SchoolWeek.fiveDay, five), (.sixDay, six)] {
            let due = try rules.due(2, after: day(end), isRolled: true, calendar: calendar(week), zones: moscow())
            #expect(due.day == (try day(expected)))
        }
    }

    @Test(
        "What is counted back from a start is due ten days before, never moved, and warned of on the working day before",
        arguments: [
            ("2026-09-01", "2026-08-22", "2026-08-21"), ("2026-01-12", "2026-01-02", "2025-12-30"),
            ("2025-11-05", "2025-10-26", "2025-10-24"),
        ])
    func preparation(start: String, due: String, warned: String) throws {
        let found = try rules.preparation(for: day(start), working: .krasnodar, zones: moscow())
        #expect(found.due.day == (try day(due)))
        #expect(found.due.instant == (try moscow().start(of: day(due) + 1)))
        #expect(found.warnedOn == (try day(warned)))
    }

    @Test("A Saturday on which a five-day class is taught by order ends the moving on")
    func byOrder() throws {
        let thursday = try day("2026-01-22")
        let taught = try calendar(.fiveDay, taught: ["2026-01-24"])
        let due = try rules.due(.mark, day: thursday, end: nil, calendar: taught, zones: moscow())
        #expect(due.day == (try day("2026-01-24")))
        let otherwise = try rules.due(.mark, day: thursday, end: nil, calendar: calendar(.fiveDay), zones: moscow())
        #expect(otherwise.day == (try day("2026-01-26")))
    }

    @Test("The reason names every day passed over, and why")
    func reason() throws {
        let due = try rules.due(.mark, day: day("2027-05-07"), end: nil, calendar: calendar(.fiveDay), zones: moscow())
        let passed = [
            RolledDay(try day("2027-05-09"), .publicHoliday),
            RolledDay(try day("2027-05-10"), .movedDayOff(from: try day("2027-05-09"))),
            RolledDay(try day("2027-05-11"), .regionalDayOff),
        ]
        #expect(due.reason == .daysAfter(base: try day("2027-05-07"), days: 2, rolledOver: passed))
    }

    @Test("A year without a loaded calendar is an error, before the first and after the last", arguments: [2024, 2028])
    func unknownYear(year: Int) throws {
        let base = try #require(Day(year: year, month: 3, day: 4))
        #expect(throws: UnknownYear(year: year)) {
            try rules.due(.mark, day: base, end: nil, calendar: calendar(.fiveDay), zones: moscow())
        }
    }

    @Test("Moving on into a year without a calendar is an error too")
    func rollsIntoUnknownYear() throws {
        #expect(throws: UnknownYear(year: 2028)) {
            try rules.due(.mark, day: day("2027-12-30"), end: nil, calendar: calendar(.sixDay), zones: moscow())
        }
    }
}
