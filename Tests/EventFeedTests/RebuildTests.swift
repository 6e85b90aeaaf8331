import Foundation
import GRDB
import Logging
import School
import Testing
import ZeroMQ

@testable import EventFeed

@Suite("A rebuild that an operator orders", .timeLimit(.minutes(1)))
struct RebuildTests {
    private let owner: LogFixture
    private let database: DatabaseQueue

    init() throws {
        owner = try LogFixture()
        database = try SeenProjection.makeStore()
    }

    @Test("it is a job that counts the events read against the head, and is done once the new rows are served")
    func job() async throws {
        try owner.append(count: 5)
        try await Conversation.run(owner: owner, database: database) { consumer in
            try await eventually { consumer.subscription.status.state == .live }
            #expect(try await consumer.rebuilds.jobs().isEmpty)
            let old = try #require(consumer.subscription.status.source)
            let id = try #require(try await consumer.rebuilds.order(owner.log.feed.rawValue).job)
            let job = try await ended(id, of: consumer.rebuilds)
            #expect(job.state == .done)
            #expect(job.kind == "rebuild")
            #expect((job.done, job.total) == (5, 5))
            #expect(job.message == "journal.test was read anew up to event 5")
            try await eventually { consumer.subscription.status.source != old }
            #expect(try await consumer.rows() == [1, 2, 3, 4, 5])
            let new = try #require(consumer.subscription.status.source)
            let told = try database.read { try Row.fetchAll($0, sql: "SELECT old, new FROM switched") }
            #expect(told == [["old": old, "new": new]], "the projection hears of the switch in its transaction")

            let next = try #require(try await consumer.rebuilds.order(nil).job)
            #expect(next != id)
            #expect(try await ended(next, of: consumer.rebuilds).state == .done)
        }
    }

    @Test("ordered and killed before it began, it is carried out at the next start under the same job")
    func durable() async throws {
        try owner.append(count: 3)
        var old: Int64?
        try await Conversation.run(owner: owner, database: database) { consumer in
            try await eventually { consumer.subscription.status.state == .live }
            old = consumer.subscription.status.source
        }
        let id = try await withSilentOwner { rebuilds in try #require(try await rebuilds.order(nil).job) }
        try await Conversation.run(owner: owner, database: database) { consumer in
            #expect(try await ended(id, of: consumer.rebuilds).state == .done)
            try await eventually { consumer.subscription.status.state == .live }
            #expect(consumer.subscription.status.source != old)
            #expect(try await consumer.rows() == [1, 2, 3])
        }
    }

    @Test("ordered and killed, it is carried out by a later version whose projection begins it anew")
    func durableAcrossVersions() async throws {
        let id = try await withSilentOwner { rebuilds in try #require(try await rebuilds.order(nil).job) }
        try await withSilentOwner(version: 2) { rebuilds, subscription in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await subscription.run() }
                defer { group.cancelAll() }
                try await eventually { try generations("building").map(\.version) == [2] }
            }
            #expect(try await rebuilds.jobs().map(\.id) == [id])
        }
    }

    @Test("its owner out of reach, it runs on and says so; a second order gets the same job and begins nothing")
    func unreachable() async throws {
        try await withSilentOwner { rebuilds, subscription in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await subscription.run() }
                defer { group.cancelAll() }
                let id = try #require(try await rebuilds.order(nil).job)
                for _ in 0..<3 { #expect(try await rebuilds.order(owner.log.feed.rawValue) == .taken(job: id)) }
                let job = try #require(try await rebuilds.jobs().first)
                #expect(job.state == .running)
                #expect(job.message == "journal.test waits for its owner: it has not answered yet")
                #expect(try generations("building").count == 1)
                #expect(try generations("retired").isEmpty)
            }
        }
    }

    @Test("it takes over a generation that is being built already, such as one that a new version began")
    func takesOver() async throws {
        let store = SubscriptionStore(feed: owner.log.feed)
        try await database.write { _ = try store.beginBuilding(version: 1, types: [], in: $0) }
        try await withSilentOwner { rebuilds in
            let id = try #require(try await rebuilds.order(nil).job)
            #expect(try generations("building").map(\.job) == [id])
            #expect(try generations("retired").isEmpty)
        }
    }

    @Test("it fails at an event it cannot apply, runs on once that is skipped, and is done")
    func poisoned() async throws {
        try owner.append(count: 2)
        try await Conversation.run(owner: owner, database: database) { consumer in
            try await eventually { consumer.subscription.status.state == .live }
            try owner.append(count: 1, type: SeenProjection.poison)
            try owner.append(count: 1)
            await consumer.server.deliver([], logGrew: true)
            try await eventually { consumer.subscription.status.state == .poisoned }

            let id = try #require(try await consumer.rebuilds.order(nil).job)
            let failed = try await ended(id, of: consumer.rebuilds)
            #expect(failed.state == .failed)
            #expect((failed.done, failed.total) == (2, 4))
            #expect(failed.message.hasPrefix("journal.test stopped: event 3 (Unreadable)"))

            try await eventually { consumer.subscription.status.state == .poisoned }
            #expect(try await consumer.subscription.skip(sequence: 3, reason: "agreed"))
            try await eventually { try await consumer.rebuilds.jobs().map(\.state) == [.done] }
            try await eventually { consumer.subscription.status.state == .live }
            #expect(try await consumer.rows() == [1, 2, 4])
        }
    }

    @Test("it meets what it cannot apply in the first batch after a start: what is served stays the old")
    func poisonedAtStart() async throws {
        try owner.append(count: 2)
        var old: Int64?
        try await Conversation.run(owner: owner, database: database) { consumer in
            try await eventually { consumer.subscription.status.state == .live }
            old = consumer.subscription.status.source
        }
        try owner.append(count: 1, type: SeenProjection.poison)
        _ = try await withSilentOwner { try await $0.order(nil) }
        try await Conversation.run(owner: owner, database: database) { consumer in
            try await eventually { consumer.subscription.status.state == .poisoned }
            #expect(consumer.subscription.status.source == old)
            #expect(try await consumer.rows() == [1, 2])
        }
    }

    @Test("ordered again after it stopped, it is another job with a generation of its own")
    func afterStop() async throws {
        let store = SubscriptionStore(feed: owner.log.feed)
        try await withSilentOwner { rebuilds in
            let id = try #require(try await rebuilds.order(nil).job)
            try await database.write {
                try store.keep(.init(state: .diverged, reason: "restored", since: 1), in: $0)
            }
            #expect(try await rebuilds.jobs().map(\.state) == [.failed])
            let next = try #require(try await rebuilds.order(nil).job)
            #expect(next != id)
            #expect(try generations("building").map(\.job) == [next])
            #expect(try generations("retired").map(\.job) == [id])
            #expect(try await rebuilds.jobs().map(\.state) == [.running])
        }
    }

    @Test("an order of more feeds than the running job reads is refused, naming it; one of fewer gets that job")
    func severalFeeds() async throws {
        let other = try #require(FeedName("journal.other"))
        let context = try ZeroMQContext(logger: Self.logger)
        let client = try Self.silentClient(context)
        let subscriptions = [owner.log.feed, other].map {
            SeenProjection.subscription(to: $0, through: client, in: database)
        }
        let rebuilds = Rebuilds(of: subscriptions, in: database)
        #expect(try await rebuilds.order("journal.unknown") == .notServed)
        let one = try #require(try await rebuilds.order(other.rawValue).job)
        #expect(try await rebuilds.order(nil) == .refused(running: one))
        try await database.write { database in
            let store = SubscriptionStore(feed: other)
            let building = try #require(try store.source("building", in: database))
            try store.switchOver(from: nil, to: building, at: 1, in: database)
        }
        let both = try #require(try await rebuilds.order(nil).job)
        #expect(try await rebuilds.order(other.rawValue) == .taken(job: both))
        #expect(try await rebuilds.jobs().map(\.state) == [.done, .running])
        await context.shutdown()
    }

    // MARK: The scene

    private static let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// A client of an owner that is not there.
    private static func silentClient(_ context: ZeroMQContext) throws -> FeedClient {
        FeedClient(
            context: context, endpoint: "tcp://127.0.0.1:1",
            curve: CurveClient(keys: try CurveKeyPair.make(), serverKey: try CurveKeyPair.make().publicKey))
    }

    private func withSilentOwner<Value: Sendable>(
        _ body: (Rebuilds) async throws -> Value
    ) async throws -> Value {
        try await withSilentOwner { rebuilds, _ in try await body(rebuilds) }
    }

    /// A consumer that is not running, over the suite's store.
    private func withSilentOwner<Value: Sendable>(
        version: Int64 = 1, _ body: (Rebuilds, Subscription) async throws -> Value
    ) async throws -> Value {
        let context = try ZeroMQContext(logger: Self.logger)
        let subscription = SeenProjection.subscription(
            to: owner.log.feed, through: try Self.silentClient(context), in: database, version: version)
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(try await body(Rebuilds(of: [subscription], in: database), subscription))
        } catch {
            outcome = .failure(error)
        }
        await context.shutdown()
        return try outcome.get()
    }

    private func ended(_ id: UUID, of rebuilds: Rebuilds) async throws -> JobStatus {
        var ended: JobStatus?
        try await eventually {
            ended = try await rebuilds.jobs().first { $0.id == id && $0.state != .running }
            return ended != nil
        }
        return try #require(ended)
    }

    private struct Generation {
        let version: Int64
        let job: UUID?
    }

    private func generations(_ state: String) throws -> [Generation] {
        try database.read { database in
            try Row.fetchAll(
                database, sql: "SELECT projection_version, job_id FROM source WHERE state = ? ORDER BY source",
                arguments: [state]
            ).map { Generation(version: $0[0], job: ($0[1] as Data?).flatMap { UUID(bytes: $0) }) }
        }
    }
}

extension RebuildOrder {
    fileprivate var job: UUID? {
        if case .taken(let job) = self { job } else { nil }
    }
}
