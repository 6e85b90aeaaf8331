import School

/// An instant as a header writes it (RFC 5322, 3.3), in UTC.
public enum MailDate {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let secondsPerDay: Int64 = 86_400

    /// Such as `Tue, 01 Sep 2026 08:30:00 +0000`.
    /// - Parameter microseconds: UTC; what is less than a second is left out.
    public static func text(_ microseconds: Int64) -> String {
        let seconds = floor(microseconds, 1_000_000)
        let number = floor(seconds, secondsPerDay)
        let second = seconds - number * secondsPerDay
        let day = Day(rawValue: Int32(clamping: number))
        let date = day.calendar
        let clock = [second / 3_600, second / 60 % 60, second % 60].map(pad).joined(separator: ":")
        return "\(days[day.weekday - 1]), \(pad(Int64(date.day))) \(months[date.month - 1]) \(date.year) \(clock) +0000"
    }

    private static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    private static func pad(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
