import Foundation

/// How a subscription stands.
public struct SubscriptionStatus: Sendable, Equatable {
    public enum State: String, Sendable {
        /// The owner does not answer (yet).
        case connecting
        /// There is more than has been read.
        case catchingUp = "catching-up"
        /// Everything there is has been read.
        case live
        /// A new generation is being filled; the old one is served.
        case rebuilding
        /// The owner's past is another than ours: an operator must rebuild.
        case diverged
        /// An event cannot be applied: an operator must mend, or skip it.
        case poisoned
        /// The owner does not let us read.
        case refused

        /// Only an operator can end it.
        public var isStopped: Bool { self == .diverged || self == .poisoned }
    }

    public let feed: FeedName
    public let subscription: String
    public var state: State
    public var reason: String?
    /// Since when it stands so, microseconds UTC; of an owner that does not answer, the last instant it spoke for, which
    /// a restart here does not change.
    public var since: Int64
    public var epoch: UUID?
    public var cursor: FeedPosition
    public var head: Int64
    /// Microseconds UTC; nil before the first batch.
    public var completeUntil: Int64?
    /// The source whose rows are served; nil before the first batch.
    public var source: Int64?
}
