import EventFeed

/// What is made of each feed, by what it is read for.
struct Projections: Sendable {
    let ledger: MailLedger
    let shelf = ZoneShelf()

    init(_ log: PolicyLog) { ledger = MailLedger(log: log) }

    /// Nil for a feed of another kind, which the configuration does not take.
    func projection(for feed: FeedName) -> (any Projection)? {
        switch FeedRole(feed: feed.rawValue) {
        case .journal: JournalProjection(ledger: ledger, zones: shelf)
        case .diary: DiaryProjection()
        case .alerts: AlertProjection(ledger: ledger)
        case nil: nil
        }
    }
}
