/// How one of the feeds stands that the figures rest on.
public struct FeedStanding: Hashable, Sendable {
    /// The feed's name, such as "journal.1".
    public let feed: String
    /// The rows that are read now: those made from this feed, read once from its beginning.
    public let source: Int64
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
        feed: String, source: Int64, state: String, since: Int64?, cursor: Int64, completeUntil: Int64?
    ) {
        self.feed = feed
        self.source = source
        self.state = state
        self.since = since
        self.cursor = cursor
        self.completeUntil = completeUntil
    }
}
