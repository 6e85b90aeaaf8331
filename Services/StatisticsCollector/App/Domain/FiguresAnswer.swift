/// Figures, and how far the feeds had come that they were made from.
public struct FiguresAnswer: Hashable, Sendable {
    public let request: FiguresRequest
    public let feeds: [FeedStanding]
    /// In the order of feed, day and class.
    public let rows: [FiguresRow]

    public init(request: FiguresRequest, feeds: [FeedStanding], rows: [FiguresRow]) {
        self.request = request
        self.feeds = feeds
        self.rows = rows
    }

    /// The instant (microseconds UTC) up to which they are complete; nil while a feed has promised nothing yet.
    public var asOf: Int64? { feeds.asOf }
}
