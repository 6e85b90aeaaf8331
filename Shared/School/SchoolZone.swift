import Foundation

/// The time zone a school's clock follows. Making one reads the zone's whole history: make it once and keep it.
public struct SchoolZone: Sendable {
    /// No such zone is known here; asking again changes nothing until the machine's zone data does.
    public struct Unknown: Error, Equatable, CustomStringConvertible {
        /// The name as it was given, cut to the longest that a zone may have.
        public let name: String

        public var description: String {
            "no time zone is named \"\(name)\": expected an IANA name such as \"Europe/Moscow\""
        }
    }

    /// Longest name looked up, in bytes; the longest IANA name has 32.
    public static let longestName = 64

    /// The IANA name, such as "Europe/Moscow".
    public let name: String
    private let offsets: ZoneOffsets

    /// - Parameter name: an IANA name, "Area/Location", or "UTC". Abbreviations and "GMT+3" are refused: they have
    ///   no history, so every past date before a reform would be an hour wrong.
    public init(named name: String) throws(Unknown) {
        guard name.utf8.count <= Self.longestName, name == "UTC" || name.utf8.contains(UInt8(ascii: "/")),
            let zone = TimeZone(identifier: name)
        else { throw Unknown(name: String(decoding: name.utf8.prefix(Self.longestName), as: UTF8.self)) }
        self.name = name
        offsets = ZoneOffsets(of: zone)
    }

    /// What calendar and clock on the school's wall show.
    public struct Local: Hashable, Comparable, Sendable {
        public let day: Day
        public let minute: MinuteOfDay

        public init(_ day: Day, _ minute: MinuteOfDay) {
            self.day = day
            self.minute = minute
        }

        public static func < (left: Local, right: Local) -> Bool {
            (left.day, left.minute) < (right.day, right.minute)
        }
    }

    /// The day and the begun minute at an instant, microseconds since 1970 UTC.
    public func local(atMicroseconds instant: Int64) -> Local {
        let second = Self.quotient(instant, 1_000_000)
        let minutes = Self.quotient(second + offsets.offset(at: second), 60)
        let day = Self.quotient(minutes, Int64(MinuteOfDay.perDay))
        let minute = UInt16(minutes - day * Int64(MinuteOfDay.perDay))
        return Local(Day(rawValue: Int32(day)), MinuteOfDay(minuteWithinDay: minute))
    }

    /// The instant, microseconds since 1970 UTC, at which the wall shows this; of days hundreds of thousands of
    /// years away, the end of what an `Int64` holds.
    ///
    /// Where the clock is put forward and leaves this minute out, the offset from before counts; where it is put back
    /// and shows it twice, the first time is meant (RFC 5545, 3.3.5).
    public func microseconds(of day: Day, _ minute: MinuteOfDay) -> Int64 {
        let wall = Int64(day.rawValue) * ZoneOffsets.secondsPerDay + Int64(minute.rawValue) * 60
        let before = offsets.offset(at: wall - ZoneOffsets.secondsPerDay)
        let after = offsets.offset(at: wall + ZoneOffsets.secondsPerDay)
        let isAfter = offsets.offset(at: wall - before) != before && offsets.offset(at: wall - after) == after
        let (instant, overflow) = (wall - (isAfter ? after : before)).multipliedReportingOverflow(by: 1_000_000)
        return overflow ? (wall < 0 ? .min : .max) : instant
    }

    /// Rounded towards the past, also before 1970.
    private static func quotient(_ value: Int64, _ divisor: Int64) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
