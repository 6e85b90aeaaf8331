/// The time over which one child's marks are gathered for one guardian. It opens with its first event and is closed by
/// what the feeds' owners promise, never by when something arrives: a replay gathers the same.
public struct MarkWindow: Hashable, Sendable {
    /// Microseconds UTC.
    public let opensAt: Int64
    /// Belongs to the window.
    public let closesAt: Int64

    public init(opensAt: Int64, closesAt: Int64) {
        self.opensAt = opensAt
        self.closesAt = closesAt
    }

    /// As long as the account's holder wished, else as usual; but the teacher's second thoughts come before both.
    public init(openedBy event: MarkEvent, for account: Account, policy: MarkPolicy) {
        let minute: Int64 = 60_000_000
        let wished = account.preference.map { Int64($0.gatherMinutes) * minute } ?? policy.gather
        self.init(opensAt: event.recordedAt, closesAt: event.recordedAt + max(wished, policy.undo))
    }

    public func covers(_ instant: Int64) -> Bool { opensAt <= instant && instant <= closesAt }
}
