import School

// Instants of the page are UTC: services stand in several zones, and a sample's clock in none.
extension StatusText {
    private static let day: Int64 = 86_400_000_000

    /// `10:30:12`.
    static func time(_ instant: Int64) -> String {
        let seconds = (instant - days(instant) * day) / 1_000_000
        return [seconds / 3_600, seconds / 60 % 60, seconds % 60].map(twoDigits).joined(separator: ":")
    }

    /// `10:30:12`, of another day than the present `11-27 10:30`: what is old must not look new.
    static func time(_ instant: Int64, at present: Int64) -> String {
        guard days(instant) != days(present) else { return time(instant) }
        return "\(second(instant).dropFirst(5).prefix(11))"
    }

    /// `2026-11-28 10:30:12 UTC`.
    static func second(_ instant: Int64) -> String {
        "\(Day(rawValue: Int32(clamping: days(instant)))) \(time(instant)) UTC"
    }

    private static func days(_ instant: Int64) -> Int64 {
        instant >= 0 ? instant / day : -((day - 1 - instant) / day)
    }

    private static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
