/// When a mail that was not taken on is tried again: later each time, twice as late, up to a longest wait.
public struct RetrySchedule: Hashable, Sendable {
    /// How often a mail may be handed over whole without a reply: each time it may have arrived.
    public static let maximumAmbiguous = 4

    /// Microseconds.
    public let first: Int64
    public let longest: Int64

    public init(first: Int64, longest: Int64) {
        self.first = max(1, first)
        self.longest = max(self.first, longest)
    }

    /// How long to wait after so many attempts, microseconds.
    public func wait(after attempts: Int) -> Int64 {
        let doublings = min(max(0, attempts - 1), Int64.bitWidth - 2)
        let (wait, overflow) = first.multipliedReportingOverflow(by: 1 << Int64(doublings))
        return overflow ? longest : min(wait, longest)
    }
}
