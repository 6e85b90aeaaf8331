/// Year, month and day by Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms": years begin in March, so that
/// the leap day is the last of its year, and 400 years are one era of 146,097 days.
extension Day {
    /// A date of the Gregorian calendar, carried back before its introduction (ISO 8601, 4.2.1).
    public struct Calendar: Hashable, Sendable {
        public let year: Int
        /// 1 to 12.
        public let month: Int
        /// 1 to 31.
        public let day: Int
    }

    private static let daysInEra = 146_097
    /// From 0000-03-01, where the first era begins, to 1970-01-01.
    private static let daysToEpoch = 719_468

    /// Nil where the calendar has no such day, as 2026-02-29, or the year is outside 0 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (0...9999).contains(year), (1...12).contains(month),
            (1...Self.length(ofMonth: month, year: year)).contains(day)
        else { return nil }
        let marchYear = month > 2 ? year : year - 1
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(rawValue: Int32(era * Self.daysInEra + dayOfEra - Self.daysToEpoch))
    }

    /// This day's year, month and day of the month.
    public var calendar: Calendar {
        let days = Int(rawValue) + Self.daysToEpoch
        let era = (days >= 0 ? days : days - (Self.daysInEra - 1)) / Self.daysInEra
        let dayOfEra = days - era * Self.daysInEra
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return Calendar(year: year, month: month, day: dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
