/// How far a reader is behind an owner.
struct Lag: Equatable, Sendable {
    let events: Int64
    /// Between the instants up to which owner and reader miss nothing, in microseconds; nil before a first answer.
    let time: Int64?
}

extension ClusterState {
    /// The service that owns a feed, where it answered.
    func owner(of feed: String) -> FeedFacts? {
        services.lazy.compactMap(\.facts?.feed).first { $0.name == feed }
    }

    /// How far a reader is behind. While the owner does not answer, behind what the reader knew of it last.
    func lag(of subscription: SubscriptionFacts) -> Lag {
        let owner = owner(of: subscription.feed)
        let head = max(owner?.head ?? 0, subscription.head)
        let time = owner.flatMap { owner in
            subscription.completeUntil.map { max(0, owner.completeUntil - $0) }
        }
        return Lag(events: max(0, head - subscription.cursor), time: time)
    }

    /// Every service answered, and no subscription waits for an operator.
    var isSound: Bool { down.isEmpty && !subscriptions.contains { $0.facts.needsOperator } }

    var down: [ServiceState] { services.filter { $0.facts == nil } }

    /// Each subscription with the service that has it.
    var subscriptions: [(reader: String, facts: SubscriptionFacts)] {
        services.flatMap { service in (service.facts?.subscriptions ?? []).map { (reader: service.name, facts: $0) } }
    }

    /// The jobs that run, and of the others the last of each service.
    var jobsWorthShowing: [(service: String, facts: JobFacts)] {
        services.flatMap { service -> [(service: String, facts: JobFacts)] in
            let jobs = service.facts?.jobs ?? []
            let running = jobs.filter { $0.state == "running" }
            return (running.isEmpty ? jobs.suffix(1) : running[...]).map { (service: service.name, facts: $0) }
        }
    }
}
