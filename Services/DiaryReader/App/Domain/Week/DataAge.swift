/// How old what is shown may be.
public enum DataAge: String, Hashable, Sendable {
    /// Behind by more than this many microseconds the diary is at fault (clause 3.6): five minutes.
    public static let limit: Int64 = 5 * 60 * 1_000_000

    /// The journal has promised nothing yet.
    case unknown
    case fresh
    case stale

    public init(completeUntil: Int64?, now: Int64) {
        guard let completeUntil else {
            self = .unknown
            return
        }
        self = now - completeUntil > Self.limit ? .stale : .fresh
    }
}
