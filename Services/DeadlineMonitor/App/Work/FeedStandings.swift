import EventFeed

extension FeedStanding {
    /// How a subscription's feed stands.
    init(_ status: SubscriptionStatus) {
        self.init(
            feed: status.feed.rawValue, state: status.state.rawValue, cursor: status.cursor.sequence,
            completeUntil: status.completeUntil)
    }
}
