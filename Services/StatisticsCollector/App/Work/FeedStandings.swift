import EventFeed

extension FeedStanding {
    /// How a subscription's feed stands; nil before its first rows.
    init?(_ status: SubscriptionStatus) {
        guard let source = status.source else { return nil }
        self.init(
            feed: status.feed.rawValue, source: source, state: status.state.rawValue, since: status.since,
            cursor: status.cursor.sequence, completeUntil: status.completeUntil)
    }
}
