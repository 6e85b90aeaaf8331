import Metrics

/// What a subscription tells whoever watches the service from outside.
struct SubscriptionGauges: Sendable {
    private let lag: Gauge
    private let completeUntil: Gauge
    private let isStopped: Gauge

    init(feed: FeedName) {
        let dimensions = [("feed", feed.rawValue)]
        lag = Gauge(label: "zvonok_feed_lag_events", dimensions: dimensions)
        completeUntil = Gauge(label: "zvonok_feed_complete_until_seconds", dimensions: dimensions)
        isStopped = Gauge(label: "zvonok_feed_stopped", dimensions: dimensions)
    }

    func show(_ status: SubscriptionStatus) {
        lag.record(max(0, status.head - status.cursor.sequence))
        // Seconds since 1970; the age is the watcher's own clock less this.
        completeUntil.record(Double(status.completeUntil ?? 0) / 1_000_000)
        isStopped.record(status.state.isStopped ? 1 : 0)
    }
}
