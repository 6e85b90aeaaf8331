import Foundation
import School
import Testing

@Suite struct SchoolZoneTests {
    @Test(
        "A name that is no IANA zone is an error that says it, never UTC in disguise",
        arguments: [
            "", "Moscow", "MSK", "EST", "GMT+3", "GMT+0300", "europe/moscow", "Europe/Nowhere", " Europe/Moscow",
            "../../etc/passwd", "/etc/localtime",
        ])
    func unknown(name: String) {
        let error = #expect(throws: SchoolZone.Unknown.self) { try SchoolZone(named: name) }
        #expect(error?.name == name)
    }

    @Test("A name longer than any zone's is refused and cut in the error")
    func longName() {
        let name = "Europe/" + String(repeating: "a", count: 1_000)
        let error = #expect(throws: SchoolZone.Unknown.self) { try SchoolZone(named: name) }
        #expect(error?.name == String(name.prefix(SchoolZone.longestName)))
    }

    @Test(
        "An instant shows the same wall clock as in Foundation, on both sides of every change and in between",
        arguments: [
            "Europe/Moscow", "Europe/Kaliningrad", "Asia/Vladivostok", "Asia/Kathmandu", "Europe/London",
            "America/New_York", "Pacific/Apia", "UTC",
        ])
    func againstFoundation(name: String) throws {
        let zone = try SchoolZone(named: name)
        let reference = try #require(TimeZone(identifier: name))
        // 37 hours and a prime number of seconds: all hours, minutes and weekdays come by; 1960 to 2110.
        for second in stride(from: -315_619_200, to: 4_417_977_600, by: 37 * 3_600 + 1_009) {
            try check(zone, reference, second)
        }
        for change in changes(of: reference) {
            for second in [change - 1, change, change + 1] { try check(zone, reference, second) }
        }
    }

    private func check(_ zone: SchoolZone, _ reference: TimeZone, _ second: Int) throws {
        let offset = reference.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
        let minutes = Int((Double(second + offset) / 60).rounded(.down))
        let days = Int((Double(minutes) / 1_440).rounded(.down))
        let local = zone.local(atMicroseconds: Int64(second) * 1_000_000 + 999_999)
        try #require(local.day == Day(rawValue: Int32(days)), "second \(second)")
        try #require(Int(local.minute.rawValue) == minutes - days * 1_440, "second \(second)")
    }

    private func changes(of zone: TimeZone) -> [Int] {
        var changes: [Int] = []
        var date = Date(timeIntervalSince1970: 0)
        while let next = zone.nextDaylightSavingTimeTransition(after: date), next.timeIntervalSince1970 < 4.2e9 {
            changes.append(Int(next.timeIntervalSince1970))
            date = next
        }
        return changes
    }

    @Test(
        "Every minute of a year's days leads to an instant that shows it, but for those the clock leaves out",
        arguments: [("Europe/Moscow", 2011), ("Europe/Moscow", 2014), ("Europe/London", 2026), ("Pacific/Apia", 2011)])
    func roundTrip(name: String, year: Int) throws {
        let zone = try SchoolZone(named: name)
        let first = try #require(Day(year: year, month: 1, day: 1))
        var left = 0
        for day in first..<(first + 365) {
            for minute in UInt16(0)..<1_440 {
                let minute = try #require(MinuteOfDay(rawValue: minute))
                let instant = zone.microseconds(of: day, minute)
                if zone.local(atMicroseconds: instant) != SchoolZone.Local(day, minute) { left += 1 }
            }
        }
        // Moscow put its clock forward in 2011 for good and back in 2014; Samoa left out a day besides an hour.
        let expected = ["Europe/Moscow 2011": 60, "Europe/London 2026": 60, "Pacific/Apia 2011": 1_500]
        #expect(left == expected["\(name) \(year)", default: 0])
    }

    @Test("A minute the clock leaves out counts with the offset from before; one it shows twice means the first time")
    func changeOfClock() throws {
        let zone = try SchoolZone(named: "Europe/Moscow")
        let spring = try #require(Day("2011-03-27"))
        let autumn = try #require(Day("2014-10-26"))
        let leftOut = try #require(MinuteOfDay("02:30"))
        let twice = try #require(MinuteOfDay("01:30"))
        // 02:30 at +3 h is 23:30 UTC the day before, which the wall shows as 03:30.
        let shifted = zone.microseconds(of: spring, leftOut)
        #expect(shifted == 1_301_182_200_000_000)
        #expect(zone.local(atMicroseconds: shifted).minute.description == "03:30")
        // 01:30 at +4 h is 21:30 UTC the day before; the same wall time comes again an hour later.
        let instant = zone.microseconds(of: autumn, twice)
        #expect(instant == 1_414_272_600_000_000)
        #expect(zone.local(atMicroseconds: instant + 3_600_000_000) == SchoolZone.Local(autumn, twice))
    }

    @Test("The last microsecond of a day is still that day, before 1970 too")
    func lastMicrosecond() throws {
        let zone = try SchoolZone(named: "UTC")
        #expect(zone.local(atMicroseconds: -1).day.description == "1969-12-31")
        #expect(zone.local(atMicroseconds: -1).minute.description == "23:59")
        #expect(zone.local(atMicroseconds: 0).day.description == "1970-01-01")
    }

    @Test("The ends of both types convert without a trap")
    func extremes() throws {
        let zone = try SchoolZone(named: "Europe/Moscow")
        let midnight = try #require(MinuteOfDay(rawValue: 0))
        #expect(zone.microseconds(of: Day(rawValue: .max), midnight) == .max)
        #expect(zone.microseconds(of: Day(rawValue: .min), midnight) == .min)
        #expect(zone.local(atMicroseconds: .max).day > Day.plausible.upperBound)
        #expect(zone.local(atMicroseconds: .min).day < Day.plausible.lowerBound)
    }
}
