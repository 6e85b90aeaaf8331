import School

/// The city's figures as they were counted last. Whoever asks before a feed has moved on gets the same, and one count runs
/// at a time, however many ask: the page is for everybody, and a count reads all schools.
actor CityShelf {
    /// What is asked for.
    struct Question: Hashable, Sendable {
        let day: Day?
        let days: Int
    }

    /// The most answers kept.
    static let limit = 32

    private var position: [Position] = []
    private var kept: [Question: CityView] = [:]
    private var isCounting = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// How many answers are kept; for tests of the bound.
    var keptCount: Int { kept.count }

    /// - Parameters:
    ///   - position: how the feeds stand now.
    ///   - count: counts anew, not before `position` was asked.
    func view(
        _ question: Question, position now: @Sendable () async throws -> [FeedStanding],
        count: @Sendable () async throws -> CityView
    ) async throws -> CityView {
        while isCounting { await withCheckedContinuation { waiting.append($0) } }
        isCounting = true
        defer { leave() }
        let here = try await now().map(Position.init)
        if here != position {
            position = here
            kept = [:]
        }
        if let view = kept[question] { return view }
        let view = try await count()
        if kept.count >= Self.limit { kept = [:] }
        kept[question] = view
        return view
    }

    private func leave() {
        isCounting = false
        for one in waiting { one.resume() }
        waiting = []
    }

    /// What figures depend on, and the page says: lessons and deadlines end with a minute, so that a promise that moves on
    /// within one, as it does twice a second, changes neither. A feed's state in words does not count.
    private struct Position: Hashable {
        let feed: String
        let source: Int64?
        let cursor: Int64
        let minute: Int64?

        init(_ standing: FeedStanding) {
            feed = standing.feed
            source = standing.source
            cursor = standing.cursor
            minute = standing.completeUntil.map { $0 / 60_000_000 }
        }
    }
}
