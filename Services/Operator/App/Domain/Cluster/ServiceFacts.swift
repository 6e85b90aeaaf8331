/// How a cluster stands: what each of its services said, or why it said nothing.
struct ClusterState: Equatable, Sendable {
    /// When they were asked; microseconds UTC, real time.
    var at: Int64
    /// In the order of the configuration.
    var services: [ServiceState]
}

struct ServiceState: Equatable, Sendable {
    enum Answer: Equatable, Sendable {
        case up(ServiceFacts)
        /// Why it did not answer.
        case down(String)
    }

    let name: String
    let endpoint: String
    var answer: Answer

    var facts: ServiceFacts? {
        if case .up(let facts) = answer { facts } else { nil }
    }

    var whyDown: String? {
        if case .down(let why) = answer { why } else { nil }
    }
}

/// What a running service says of itself.
struct ServiceFacts: Equatable, Sendable {
    var version: String
    var isSample: Bool
    var feed: FeedFacts?
    var subscriptions: [SubscriptionFacts]
    var jobs: [JobFacts]
    var walBytes: Int64
    var freeDiskBytes: Int64
    /// Microseconds UTC; nil: it knows of no backup.
    var lastBackupAt: Int64?
}

/// The feed it owns.
struct FeedFacts: Equatable, Sendable {
    let name: String
    /// In hyphenated hexadecimal.
    let epoch: String
    let head: Int64
    /// In hexadecimal.
    let hash: String
    let completeUntil: Int64
}

/// A feed it reads.
struct SubscriptionFacts: Equatable, Sendable {
    let feed: String
    /// As PROTOCOL.md names them: live, catching-up, diverged …
    let state: String
    let reason: String?
    let since: Int64
    let cursor: Int64
    /// In hexadecimal.
    let hash: String
    let head: Int64
    let completeUntil: Int64?

    /// It does not go on by itself, or not before somebody lets it.
    var needsOperator: Bool { ["diverged", "poisoned", "refused"].contains(state) }
}

/// Work of an operator.
struct JobFacts: Equatable, Sendable {
    let id: String
    let kind: String
    /// running, done or failed.
    let state: String
    let done: UInt64
    let total: UInt64
    let message: String
}
