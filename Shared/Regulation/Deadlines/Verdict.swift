/// What a deadline says of an entry. Frozen when the entry is made.
public enum Verdict: Hashable, Sendable {
    case onTime
    /// By so many microseconds, more than 0.
    case late(by: Int64)

    /// - Parameters:
    ///   - recordedAt: when the entry was committed in the journal, microseconds UTC; never when it was typed.
    ///   - due: microseconds UTC.
    public init(recordedAt: Int64, due: Int64) {
        self = recordedAt <= due ? .onTime : .late(by: recordedAt - due)
    }

    /// Microseconds; 0 for what is on time.
    public var lateness: Int64 {
        switch self {
        case .onTime: 0
        case .late(let lateness): lateness
        }
    }
}
