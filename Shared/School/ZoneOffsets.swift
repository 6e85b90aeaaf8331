import Foundation

/// When a zone's offset from UTC changed, tabulated once, so that a conversion is a binary search over integers.
///
/// Foundation is asked for each day of the span and for what lies outside it.
struct ZoneOffsets: Sendable {
    /// Seconds UTC the table covers: 1970-01-01 to 2100-01-01.
    static let span: Range<Int64> = 0..<47_482 * secondsPerDay
    static let secondsPerDay: Int64 = 86_400

    /// Second UTC from which each offset holds, ascending; the first is the beginning of the span.
    private var starts: [Int64] = []
    /// Seconds east of UTC.
    private var offsets: [Int64] = []
    private let zone: TimeZone

    init(of zone: TimeZone) {
        self.zone = zone
        append(Self.span.lowerBound)
        for day in stride(from: Self.span.lowerBound, to: Self.span.upperBound, by: Int64.Stride(Self.secondsPerDay))
        where Self.ask(zone, at: day) != offsets[offsets.count - 1] {
            append(firstSecond(with: Self.ask(zone, at: day), after: day - Self.secondsPerDay, upTo: day))
        }
    }

    /// Seconds east of UTC at a second UTC.
    func offset(at second: Int64) -> Int64 {
        guard Self.span.contains(second) else { return Self.ask(zone, at: second) }
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= second { low = middle } else { high = middle }
        }
        return offsets[low]
    }

    private mutating func append(_ second: Int64) {
        starts.append(second)
        offsets.append(Self.ask(zone, at: second))
    }

    /// The change lies in (low, high]; no zone has changed twice within one day.
    private func firstSecond(with offset: Int64, after low: Int64, upTo high: Int64) -> Int64 {
        var (low, high) = (low, high)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if Self.ask(zone, at: middle) == offset { high = middle } else { low = middle }
        }
        return high
    }

    private static func ask(_ zone: TimeZone, at second: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
    }
}
