/// A time of day where the school is, to the minute: 00:00 to 23:59.
public struct MinuteOfDay: RawRepresentable, Hashable, Comparable, Sendable {
    /// How many a day has.
    public static let perDay = 1_440

    /// Minutes after midnight, 0 to 1,439.
    public let rawValue: UInt16

    /// Nil from 1,440 on: midnight belongs to the next day.
    public init?(rawValue: UInt16) {
        guard rawValue < Self.perDay else { return nil }
        self.rawValue = rawValue
    }

    /// Nil where the hour is outside 0 to 23 or the minute outside 0 to 59.
    public init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        rawValue = UInt16(hour * 60 + minute)
    }

    /// For a remainder of a division by ``perDay``.
    init(minuteWithinDay minute: UInt16) {
        assert(minute < Self.perDay, "not a remainder: \(minute)")
        rawValue = minute
    }

    /// 00:00, at which a day begins.
    public static let midnight = MinuteOfDay(minuteWithinDay: 0)

    public var hour: Int { Int(rawValue) / 60 }
    public var minute: Int { Int(rawValue) % 60 }

    public static func < (left: MinuteOfDay, right: MinuteOfDay) -> Bool { left.rawValue < right.rawValue }
}

/// The extended form of ISO 8601 without seconds, such as "08:30".
extension MinuteOfDay: LosslessStringConvertible {
    /// Nil for anything but five characters that name a time of day.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = Digits.value(of: bytes[0..<2]),
            let minute = Digits.value(of: bytes[3..<5])
        else { return nil }
        self.init(hour: hour, minute: minute)
    }

    public var description: String { "\(Digits.text(hour, width: 2)):\(Digits.text(minute, width: 2))" }
}
