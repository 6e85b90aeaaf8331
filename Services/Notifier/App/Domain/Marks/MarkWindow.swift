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

    /// - Parameter standard: how long is gathered for those who have not said, microseconds.
    public init(openedBy event: MarkEvent, for account: Account, standard: Int64) {
        let minute: Int64 = 60_000_000
        let length = account.preference.map { Int64($0.gatherMinutes) * minute } ?? standard
        self.init(opensAt: event.recordedAt, closesAt: event.recordedAt + length)
    }

    public func covers(_ instant: Int64) -> Bool { opensAt <= instant && instant <= closesAt }
}
