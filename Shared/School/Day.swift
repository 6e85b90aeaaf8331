/// A civil date where the school is, in the Gregorian calendar; it has no time zone.
///
/// Integer arithmetic only, so it gives the same answer on every machine and costs nanoseconds.
public struct Day: RawRepresentable, Hashable, Sendable {
    /// Days since 1970-01-01; earlier ones are negative.
    public let rawValue: Int32

    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Days that input may name: 1900-01-01 to 2199-12-31. Whatever lies outside was mistyped.
    public static let plausible = Day(rawValue: -25_567)...Day(rawValue: 84_005)

    /// Day of the week, 1 Monday to 7 Sunday (ISO 8601).
    public var weekday: Int {
        // Day 0 was a Thursday.
        let sinceMonday = (Int(rawValue) + 3) % 7
        return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1
    }
}

extension Day: Strideable {
    /// The day so many days later; stops at the ends of `Int32`, five million years away.
    public func advanced(by days: Int) -> Day {
        let (sum, overflow) = Int(rawValue).addingReportingOverflow(days)
        guard !overflow else { return Day(rawValue: days < 0 ? .min : .max) }
        return Day(rawValue: Int32(clamping: sum))
    }

    /// Days from this one to the other; negative if the other is earlier.
    public func distance(to other: Day) -> Int { Int(other.rawValue) - Int(rawValue) }

    public static func < (left: Day, right: Day) -> Bool { left.rawValue < right.rawValue }
    public static func == (left: Day, right: Day) -> Bool { left.rawValue == right.rawValue }

    public static func + (day: Day, days: Int) -> Day { day.advanced(by: days) }
    public static func - (day: Day, days: Int) -> Day {
        // No Int negates Int.min.
        days == .min ? Day(rawValue: .max) : day.advanced(by: -days)
    }
    /// Days from the right one to the left one.
    public static func - (left: Day, right: Day) -> Int { right.distance(to: left) }
}
