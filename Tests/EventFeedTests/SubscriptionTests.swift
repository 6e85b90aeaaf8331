import Foundation
import GRDB
import Logging
import School
import Testing
import ZeroMQ

@testable import EventFeed

/// A subscription over a real socket: owner and consumer with a store each.
@Suite("A subscription")
struct SubscriptionTests {
    private static let poisonType = "Unreadable"

    @Test(
        "it stops at an event it cannot apply, goes on once that is skipped, and leaves it out of a rebuild",
        .timeLimit(.minutes(1)))
    func poisonSkipRebuild() async throws {
        let owner = try LogFixture()
        try owner.append(count: 2)
        try owner.append(count: 1, type: Self.poisonType)
        try owner.append(count: 2)
        try await Conversation.run(owner: owner, poisonType: Self.poisonType) { consumer in
            try await eventually { consumer.subscription.status.state == .poisoned }
            #expect(consumer.subscription.status.cursor.sequence == 2)
            #expect(try await consumer.rows() == [1, 2])

            #expect(try await !consumer.subscription.skip(sequence: 2, reason: "another"))
            #expect(try await consumer.subscription.skip(sequence: 3, reason: "agreed with the owner"))
            try await eventually { consumer.subscription.status.state == .live }
            #expect(try await consumer.rows() == [1, 2, 4, 5])

            let old = try #require(consumer.subscription.status.source)
            consumer.subscription.rebuild()
            try await eventually { consumer.subscription.status.source != old }
            try await eventually { consumer.subscription.status.state == .live }
            #expect(try await consumer.rows() == [1, 2, 4, 5])
            try await eventually { try await consumer.rows(of: old).isEmpty }
        }
    }

    @Test("an owner whose log is damaged ends rather than guess", .timeLimit(.minutes(1)))
    func damagedLog() async throws {
        let owner = try LogFixture()
        try owner.append(count: 2)
        try owner.tamper("UPDATE event SET schema_version = 5000000000 WHERE sequence = 2")
        await #expect(throws: EventLogError.damaged(sequence: 2, what: "schema version")) {
            try await Conversation.run(owner: owner, poisonType: Self.poisonType) { consumer in
                try await consumer.serverEnded()
            }
        }
    }

    @Test("what is recorded later arrives, and complete until goes on", .timeLimit(.minutes(1)))
    func follows() async throws {
        let owner = try LogFixture()
        try await Conversation.run(owner: owner, poisonType: Self.poisonType) { consumer in
            try await eventually { consumer.subscription.status.state == .live }
            let before = try #require(consumer.subscription.status.completeUntil)
            try owner.append(count: 3)
            await consumer.server.deliver([], logGrew: true)
            try await eventually { consumer.subscription.status.cursor.sequence == 3 }
            #expect(try await consumer.rows() == [1, 2, 3])
            #expect(try #require(consumer.subscription.status.completeUntil) > before)
        }
    }
}

/// Waits for a condition.
private func eventually(_ condition: () async throws -> Bool) async throws {
    while try await !condition() { try await Task.sleep(for: .milliseconds(5)) }
}

/// An owner's port and a consumer's subscription to it, running.
private struct Conversation {
    let server: FeedServer
    let subscription: Subscription
    let database: DatabaseQueue
    private let ended = AsyncThrowingStream<Never, any Error>.makeStream(bufferingPolicy: .bufferingNewest(1))
    private var end: AsyncThrowingStream<Never, any Error>.Continuation { ended.continuation }

    /// - Throws: what the owner's port ended with.
    func serverEnded() async throws {
        for try await _ in ended.stream {}
    }

    static func run(
        owner: LogFixture, poisonType: String, _ body: (Conversation) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let context = try ZeroMQContext(logger: logger)
        let conversation = try await Conversation(
            owner: owner, poisonType: poisonType, context: context, logger: logger)
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await conversation.hold(body))
        } catch {
            outcome = .failure(error)
        }
        await context.shutdown()
        try outcome.get()
    }

    private func hold(_ body: (Conversation) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await server.run() } catch { end.finish(throwing: error) }
            }
            group.addTask { try await subscription.run() }
            defer { group.cancelAll() }
            try await body(self)
        }
    }

    private init(owner: LogFixture, poisonType: String, context: ZeroMQContext, logger: Logger) async throws {
        let (serverKeys, clientKeys) = (try CurveKeyPair.make(), try CurveKeyPair.make())
        let policy = ZAPPolicy()
        let rights = SenderRights(name: "consumer", keys: [clientKeys.publicKey], feeds: [owner.log.feed: .all])
        try await context.bindAuthenticator(policy)
        server = FeedServer(
            context: context, keys: serverKeys, allowList: try AllowList([rights], policy: policy),
            parts: .init(
                log: owner.log, database: owner.database, commands: nil, desk: SilentDesk(), isSample: false),
            logger: logger)
        let endpoint = try await server.start("tcp://127.0.0.1:*")
        database = try DatabaseQueue()
        try await database.write { database in
            try database.execute(
                sql: Subscription.schema1 + "CREATE TABLE seen (source INTEGER, sequence INTEGER) STRICT")
        }
        let client = FeedClient(
            context: context, endpoint: endpoint,
            curve: CurveClient(keys: clientKeys, serverKey: serverKeys.publicKey))
        subscription = Subscription(
            .init(
                feed: owner.log.feed, name: "test", client: client, projection: SeenProjection(poison: poisonType),
                database: database, isSample: false, wait: .milliseconds(200), now: owner.clock.reading,
                logger: logger))
    }

    /// The sequences applied to the source that is served.
    func rows() async throws -> [Int64] { try await rows(of: subscription.status.source ?? 0) }

    func rows(of source: Int64) async throws -> [Int64] {
        try await database.read {
            try Int64.fetchAll(
                $0, sql: "SELECT sequence FROM seen WHERE source = ? ORDER BY sequence", arguments: [source])
        }
    }
}

/// Notes each event it is given.
private struct SeenProjection: Projection {
    let types: Set<String> = []
    let version: Int64 = 1
    let poison: String

    func apply(_ event: FeedEvent, source: Int64, in database: Database) throws {
        guard event.type != poison else { throw PoisonedEvent(event, "of a type made to be unreadable") }
        try database.execute(sql: "INSERT INTO seen VALUES (?, ?)", arguments: [source, event.sequence])
    }

    func clear(source: Int64, limit: Int, in database: Database) throws -> Bool {
        try database.execute(
            sql: "DELETE FROM seen WHERE rowid IN (SELECT rowid FROM seen WHERE source = ? LIMIT ?)",
            arguments: [source, limit])
        return database.changesCount < limit
    }
}

private struct SilentDesk: OperatorDesk {
    func answer(_ request: DeskRequest) async -> DeskAnswer {
        .refused(code: "not-served", field: nil, message: "nobody is at this desk")
    }
}
