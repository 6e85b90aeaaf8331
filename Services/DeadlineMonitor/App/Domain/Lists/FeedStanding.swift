/// How one of the feeds stands that the alerts rest on.
struct FeedStanding: Equatable, Sendable {
    let feed: String
    /// The subscription's state in a word, such as "live" or "diverged".
    let state: String
    /// The sequence of the last event applied.
    let cursor: Int64
    /// The instant (microseconds UTC) up to which the feed's owner has promised that nothing is missing here.
    let completeUntil: Int64?
}

extension Array<FeedStanding> {
    /// The instant up to which every feed is complete; nil where one has promised nothing yet.
    var asOf: Int64? {
        let promised = compactMap(\.completeUntil)
        return promised.count == count ? promised.min() : nil
    }
}
