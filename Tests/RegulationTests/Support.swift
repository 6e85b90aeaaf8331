import Foundation
import Regulation
import School
import Testing

/// A day of the calendar, or a failed test.
func day(_ text: String) throws -> Day { try #require(Day(text)) }

func minute(_ text: String) throws -> MinuteOfDay { try #require(MinuteOfDay(text)) }

func moscow() throws -> ZoneHistory { try zones("Europe/Moscow") }

func zones(_ name: String) throws -> ZoneHistory {
    try #require(ZoneHistory([.init(since: Day.plausible.lowerBound, zone: SchoolZone(named: name))]))
}

func calendar(_ week: SchoolWeek, taught: [String] = []) throws -> ClassCalendar {
    ClassCalendar(working: .krasnodar, week: week, taughtDays: Set(try taught.map(day)))
}

/// The n-th of some ids.
func id(_ number: UInt64) -> UUID { UUID(high: 0x1000, low: 0x8000_0000_0000_0000 | number) }

let second: Int64 = 1_000_000
let rules = RegulationVersion.first
