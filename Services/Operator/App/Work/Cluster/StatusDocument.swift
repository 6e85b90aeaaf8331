import Foundation

/// A cluster's state as JSON. Instants are microseconds UTC; what is not known is null.
struct StatusDocument: Encodable {
    let at: Int64
    /// Every service answered, and no subscription waits for an operator.
    let ok: Bool
    let services: [Service]

    struct Service: Encodable {
        let name: String
        let endpoint: String
        let up: Bool
        /// Why it is not up.
        @Null var why: String?
        @Null var version: String?
        @Null var sample: Bool?
        @Null var feed: Feed?
        let subscriptions: [Subscription]
        let jobs: [Job]
        @Null var walBytes: Int64?
        @Null var freeDiskBytes: Int64?
        @Null var lastBackupAt: Int64?
    }

    struct Feed: Encodable {
        let name: String
        let epoch: String
        let head: Int64
        let hash: String
        let completeUntil: Int64
    }

    struct Subscription: Encodable {
        let feed: String
        let state: String
        @Null var reason: String?
        let since: Int64
        let cursor: Int64
        let hash: String
        let lagEvents: Int64
        @Null var lagMicroseconds: Int64?
        @Null var completeUntil: Int64?
    }

    struct Job: Encodable {
        let id: String
        let kind: String
        let state: String
        let done: UInt64
        let total: UInt64
        let message: String
    }

    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            return SafeText.json(String(decoding: try encoder.encode(self), as: UTF8.self)) + "\n"
        }
    }
}

/// Written as null where there is nothing, not left out.
@propertyWrapper
struct Null<Wrapped: Encodable>: Encodable {
    let wrappedValue: Wrapped?

    init(wrappedValue: Wrapped?) { self.wrappedValue = wrappedValue }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}

extension StatusDocument {
    init(_ state: ClusterState) {
        at = state.at
        ok = state.isSound
        services = state.services.map { service in
            let facts = service.facts
            return Service(
                name: service.name, endpoint: service.endpoint, up: facts != nil, why: service.whyDown,
                version: facts?.version, sample: facts?.isSample, feed: facts?.feed.map(Feed.init),
                subscriptions: (facts?.subscriptions ?? []).map { Subscription($0, state.lag(of: $0)) },
                jobs: (facts?.jobs ?? []).map(Job.init), walBytes: facts?.walBytes,
                freeDiskBytes: facts?.freeDiskBytes, lastBackupAt: facts?.lastBackupAt)
        }
    }
}

extension StatusDocument.Feed {
    fileprivate init(_ feed: FeedFacts) {
        self.init(
            name: feed.name, epoch: feed.epoch, head: feed.head, hash: feed.hash, completeUntil: feed.completeUntil)
    }
}

extension StatusDocument.Subscription {
    fileprivate init(_ facts: SubscriptionFacts, _ lag: Lag) {
        self.init(
            feed: facts.feed, state: facts.state, reason: facts.reason, since: facts.since, cursor: facts.cursor,
            hash: facts.hash, lagEvents: lag.events, lagMicroseconds: lag.time, completeUntil: facts.completeUntil)
    }
}

extension StatusDocument.Job {
    fileprivate init(_ job: JobFacts) {
        self.init(
            id: job.id, kind: job.kind, state: job.state, done: job.done, total: job.total, message: job.message)
    }
}
