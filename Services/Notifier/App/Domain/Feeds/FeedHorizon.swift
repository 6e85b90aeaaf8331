/// One subscribed feed as a decision sees it.
public struct FeedStanding: Hashable, Sendable {
    public let feed: String
    public let role: FeedRole
    /// The source whose rows are read now; nil before the first batch.
    public let source: Int64?
    /// Microseconds UTC: nothing recorded until then is missing here.
    public let completeUntil: Int64?
    /// Microseconds UTC: all that follows from the feeds behind this one is there up to then; nil where none is known.
    public let decidedUntil: Int64?

    public init(feed: String, role: FeedRole, source: Int64?, completeUntil: Int64?, decidedUntil: Int64? = nil) {
        self.feed = feed
        self.role = role
        self.source = source
        self.completeUntil = completeUntil
        self.decidedUntil = decidedUntil
    }

    /// Up to which instant this feed can be decided upon.
    var horizon: Int64? { completeUntil.map { min($0, decidedUntil ?? $0) } }
}

/// Up to which instant may be decided: a mail rests on several feeds, and the one furthest behind says how far.
public enum FeedHorizon {
    /// For one journal's marks: that journal, and every diary, whose accounts say who is told.
    /// - Returns: nil while one of them has promised nothing, or no diary is read.
    public static func marks(of journal: FeedStanding, among all: [FeedStanding]) -> Int64? {
        let diaries = all.filter { $0.role == .diary }
        return diaries.isEmpty ? nil : earliest([journal] + diaries)
    }

    /// For what is overdue at one school: its alerts, as far as their monitor has come, and the journals that know the
    /// school, whose days it takes. Another school's journal may be away meanwhile.
    /// - Returns: nil while one of them has promised nothing, or none knows the school.
    public static func overdue(of alerts: FeedStanding, journals: [FeedStanding]) -> Int64? {
        journals.isEmpty ? nil : earliest([alerts] + journals)
    }

    /// For what is overdue at every school: all feeds of alerts and all journals.
    public static func overdue(among all: [FeedStanding]) -> Int64? {
        let alerts = all.filter { $0.role == .alerts }
        return alerts.isEmpty ? nil : earliest(alerts + all.filter { $0.role == .journal })
    }

    private static func earliest(_ standings: [FeedStanding]) -> Int64? {
        let instants = standings.compactMap(\.horizon)
        return instants.count == standings.count ? instants.min() : nil
    }
}
