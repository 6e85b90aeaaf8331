import Foundation
import School
import Testing

@Suite struct DayTests {
    @Test(
        "A date and its number of days since 1970 stand for each other",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
            ("2026-09-01", 20_697), ("1900-01-01", -25_567), ("2199-12-31", 84_005), ("0000-01-01", -719_528),
            ("9999-12-31", 2_932_896),
        ] as [(String, Int32)])
    func text(text: String, days: Int32) {
        #expect(Day(text) == Day(rawValue: days))
        #expect(Day(rawValue: days).description == text)
    }

    @Test(
        "What is not ten characters naming a day of the calendar is no day",
        arguments: [
            "", "2026-9-1", "2026-09-1", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10",
            "2026-01-00", "2026/09/01", "20260901", "+026-09-01", "2026-09-01 ", " 2026-09-01", "2026-09-01T00:00",
            "２０２６-09-01", "202a-09-01", "-001-01-01",
        ])
    func malformed(text: String) {
        #expect(Day(text) == nil)
    }

    @Test("Every day of 1800 to 2400 comes back from its calendar date, which with its weekday equals Foundation's")
    func againstFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        let first = try #require(Day(year: 1800, month: 1, day: 1))
        let last = try #require(Day(year: 2400, month: 12, day: 31))
        for day in stride(from: first, through: last, by: 1) {
            let date = day.calendar
            try #require(Day(year: date.year, month: date.month, day: date.day) == day)
            // Foundation is slow; every 29th day meets all weekdays, days of the month and years.
            guard day.rawValue % 29 == 0 else { continue }
            let seconds = Double(day.rawValue) * 86_400
            let expected = calendar.dateComponents(
                [.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: seconds))
            try #require(date.year == expected.year && date.month == expected.month && date.day == expected.day)
            // Foundation counts from Sunday 1.
            let weekday = try #require(expected.weekday)
            try #require(day.weekday == (weekday + 5) % 7 + 1)
        }
    }

    @Test("Weeks start on Monday, before 1970 too")
    func weekdays() {
        #expect(Day(rawValue: 0).weekday == 4)
        #expect((-7...7).map { Day(rawValue: $0).weekday } == [4, 5, 6, 7, 1, 2, 3, 4, 5, 6, 7, 1, 2, 3, 4])
        #expect((1...7).contains(Day(rawValue: .min).weekday))
        #expect((1...7).contains(Day(rawValue: .max).weekday))
    }

    @Test("Days add, subtract and order like numbers, and stop at the ends of the type")
    func arithmetic() throws {
        let day = try #require(Day("2026-12-31"))
        #expect((day + 1).description == "2027-01-01")
        #expect((day - 365).description == "2025-12-31")
        #expect((day + 60) - day == 60)
        #expect(day < day + 1)
        #expect(Array(day...(day + 2)).count == 3)
        #expect(Day(rawValue: .max) + 1 == Day(rawValue: .max))
        #expect(Day(rawValue: .min) - 1 == Day(rawValue: .min))
        #expect(day + Int.max == Day(rawValue: .max))
        #expect(day - Int.min == Day(rawValue: .max))
        #expect(day - Int.max == Day(rawValue: .min))
    }

    @Test("Years of more than four digits and those before 0 are written out with their sign")
    func farYears() {
        #expect((Day(rawValue: 2_932_896) + 1).description == "+10000-01-01")
        #expect((Day(rawValue: -719_528) - 1).description == "-0001-12-31")
        #expect(Day(rawValue: .max).calendar.year == 5_881_580)
        #expect(Day(rawValue: .min).calendar.year == -5_877_641)
    }

    @Test("The plausible days are those of 1900 to 2199")
    func plausible() {
        #expect(Day.plausible.lowerBound.description == "1900-01-01")
        #expect(Day.plausible.upperBound.description == "2199-12-31")
    }

    @Test("No calendar day lies outside the years 0 to 9999")
    func yearEdges() {
        #expect(Day(year: 0, month: 1, day: 1) != nil)
        #expect(Day(year: 9999, month: 12, day: 31) != nil)
        #expect(Day(year: -1, month: 12, day: 31) == nil)
        #expect(Day(year: 10_000, month: 1, day: 1) == nil)
        #expect(Day(year: .max, month: 1, day: 1) == nil)
    }
}
