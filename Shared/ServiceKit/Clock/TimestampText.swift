/// Instants as text, by integer arithmetic: formatters of floating-point seconds come out a microsecond low.
public enum TimestampText {
    /// RFC 3339 in UTC with six digits of fraction, `2026-09-01T08:30:00.000001Z`.
    public static func rfc3339(_ microseconds: Int64) -> String {
        let (date, time, fraction) = parts(microseconds)
        let day = "\(pad(date.year, 4))-\(pad(date.month, 2))-\(pad(date.day, 2))"
        let clock = "\(pad(time.hour, 2)):\(pad(time.minute, 2)):\(pad(time.second, 2))"
        return "\(day)T\(clock).\(pad(fraction, 6))Z"
    }

    /// ISO 8601's basic format in UTC, `20260901T083000.000001Z`, for file names.
    public static func basic(_ microseconds: Int64) -> String {
        let (date, time, fraction) = parts(microseconds)
        let day = "\(pad(date.year, 4))\(pad(date.month, 2))\(pad(date.day, 2))"
        return "\(day)T\(pad(time.hour, 2))\(pad(time.minute, 2))\(pad(time.second, 2)).\(pad(fraction, 6))Z"
    }

    private typealias CivilDate = (year: Int64, month: Int64, day: Int64)
    private typealias CivilTime = (hour: Int64, minute: Int64, second: Int64)

    private static func parts(_ microseconds: Int64) -> (date: CivilDate, time: CivilTime, fraction: Int64) {
        let (seconds, fraction) = floorDivide(microseconds, 1_000_000)
        let (days, second) = floorDivide(seconds, 86_400)
        return (civilDate(days: days), (second / 3_600, second / 60 % 60, second % 60), fraction)
    }

    /// Days since 1970-01-01 to the proleptic Gregorian calendar, counted in eras of 400 years that begin on 1 March.
    private static func civilDate(days: Int64) -> CivilDate {
        let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func pad(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
