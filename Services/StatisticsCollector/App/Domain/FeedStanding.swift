/// How one of the feeds stands that the figures rest on.
public struct FeedStanding: Hashable, Sendable {
    /// The feed's name, such as "journal.1".
    public let feed: String
    /// The rows that are read now: those made from this feed, read once from its beginning; nil before the first answer
    /// of its owner.
    public let source: Int64?
    /// The subscription's state in a word, such as "live" or "diverged".
    public let state: String
    /// The instant (microseconds UTC) it has been in this state from, of an owner that does not answer the last it spoke
    /// for; nil where that is not known.
    public let since: Int64?
    /// The sequence of the last event applied; 0 before the first.
    public let cursor: Int64
    /// The instant (microseconds UTC) up to which the feed's owner has promised that nothing is missing here; nil
    /// before the first promise.
    public let completeUntil: Int64?

    public init(
        feed: String, source: Int64?, state: String, since: Int64?, cursor: Int64, completeUntil: Int64?
    ) {
        self.feed = feed
        self.source = source
        self.state = state
        self.since = since
        self.cursor = cursor
        self.completeUntil = completeUntil
    }
}

extension Array<FeedStanding> {
    /// The instant (microseconds UTC) up to which all of them are complete; nil while one has promised nothing yet: what
    /// it will tell is missing from every figure.
    public var asOf: Int64? {
        let promised = compactMap(\.completeUntil)
        return promised.count == count ? promised.min() : nil
    }

    /// Those that have promised nothing yet.
    var silent: [FeedStanding] { filter { $0.completeUntil == nil } }
}
