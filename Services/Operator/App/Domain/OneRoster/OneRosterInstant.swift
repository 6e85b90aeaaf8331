import School

/// The standard's instants, such as `2026-09-01T08:00:00.000Z`.
enum OneRosterInstant {
    private static let second: Int64 = 1_000_000

    /// Microseconds UTC, to the second; of a day alone its first, and nil where there is no day.
    static func microseconds(_ text: String) -> Int64? {
        guard let day = Day(String(text.prefix(10))) else { return nil }
        let time = text.dropFirst(11).prefix(8).split(separator: ":", omittingEmptySubsequences: false)
        let parts = time.count == 3 ? time.map { Int64($0) ?? 0 } : [0, 0, 0]
        return (Int64(day.rawValue) * 86_400 + parts[0] * 3_600 + parts[1] * 60 + parts[2]) * second
    }
}
