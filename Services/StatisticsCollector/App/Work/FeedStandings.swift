import EventFeed

extension FeedStanding {
    /// How a subscription's feed stands, also one whose owner has never answered.
    init(_ status: SubscriptionStatus) {
        self.init(
            feed: status.feed.rawValue, source: status.source, state: status.state.rawValue, since: status.since,
            cursor: status.cursor.sequence, completeUntil: status.completeUntil)
    }
}
