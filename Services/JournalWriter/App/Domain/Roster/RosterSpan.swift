import School

/// What a roster says of something that lasts: an enrolment, a guardianship.
struct RosterSpan: Equatable, Sendable {
    /// Nil: the roster does not say; it begins when the roster takes effect.
    let firstDay: Day?
    /// Nil: no end is known.
    let lastDay: Day?

    func checkOrder(from first: Day) throws(Rejection) {
        guard let lastDay, lastDay < first else { return }
        throw Rejection(.invalid, field: "last_day", "the last day \(lastDay) is before the first, \(first)")
    }
}

/// What makes the journal say of a span what the roster says.
struct SpanPlan: Equatable, Sendable {
    /// The present one gets this last day.
    var end: Day?
    /// Another one begins: what has ended cannot go on, it can only begin again.
    var begin: Begin?
    let outcome: RosterOutcome

    struct Begin: Equatable, Sendable {
        let firstDay: Day
        let lastDay: Day?
    }
}

/// What the journal knows of a span that a roster names again.
struct KnownSpan: Equatable, Sendable {
    let state: SpanState
    let row: RosterRow
    /// Whether it is still between the same two.
    let isSame: Bool
    /// Whether it differs in what cannot be changed, such as the number of the order.
    let differs: Bool
    /// Whether the last day is another than the source said before: only then it counts more than what the journal holds.
    var isEndNews = true

    /// - Parameter effective: the day on which the roster takes effect.
    func plan(for said: RosterSpan, effective: Day) throws(Rejection) -> SpanPlan {
        if let first = said.firstDay { try said.checkOrder(from: first) }
        if !isSame { return replaced(by: said, effective) }
        if row.isGone, let begin = beginning(of: said, effective) { return SpanPlan(begin: begin, outcome: .returned) }
        return try adjusted(to: said, effective)
    }

    /// Between other two from now on. What the roster tells of the past alone is not rewritten.
    private func replaced(by said: RosterSpan, _ effective: Day) -> SpanPlan {
        let end = state.vanishing(effective)
        let first = max(effective, said.firstDay ?? effective, (end ?? state.lastDay).map { $0 + 1 } ?? effective)
        if let last = said.lastDay, last < first { return SpanPlan(outcome: .kept) }
        return SpanPlan(
            end: end, begin: .init(firstDay: first, lastDay: said.lastDay),
            outcome: .changed.returning(row.isGone))
    }

    /// When what has ended begins again; nil where it is said to be over by then.
    private func beginning(of said: RosterSpan, _ effective: Day) -> SpanPlan.Begin? {
        let first = max(effective, said.firstDay ?? effective, state.lastDay.map { $0 + 1 } ?? effective)
        if let last = said.lastDay, last < first { return nil }
        return .init(firstDay: first, lastDay: said.lastDay)
    }

    private func isKnown(_ firstDay: Day?) -> Bool {
        firstDay == nil || firstDay == row.saidFirstDay || firstDay == state.firstDay
    }

    private func adjusted(to said: RosterSpan, _ effective: Day) throws(Rejection) -> SpanPlan {
        guard isEndNews, said.lastDay != state.lastDay else {
            let isKept = differs || !isKnown(said.firstDay)
            return SpanPlan(outcome: isKept ? .kept : .unchanged.returning(row.isGone))
        }
        guard let last = said.lastDay else {
            return SpanPlan(begin: beginning(of: said, effective), outcome: .changed)
        }
        guard last >= state.firstDay else { return SpanPlan(outcome: .kept) }
        if let next = state.nextFirstDay, last >= next {
            throw Rejection(.exists, field: "last_day", "from \(next) on there is another one already")
        }
        // What is over by now, and was not, has ended: by days as by being named no more.
        let isEnd = last < effective && (state.lastDay.map { $0 >= effective } ?? true)
        let outcome: RosterOutcome = isEnd ? .ended : .changed
        return SpanPlan(end: last, outcome: outcome.returning(row.isGone))
    }
}

extension SpanState {
    /// The last day of what is no more when a roster takes effect; nil if it is over by then anyhow. What had not begun
    /// has lasted one day: the feed cannot say that something never was.
    func vanishing(_ effective: Day) -> Day? {
        let last = max(firstDay, effective - 1)
        if let lastDay, lastDay <= last { return nil }
        return last
    }
}
