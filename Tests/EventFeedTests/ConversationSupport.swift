import Foundation
import GRDB
import Logging
import School
import Testing
import ZeroMQ

@testable import EventFeed

/// Waits until a condition holds, looking again and again; fails loudly if it never does.
func eventually(
    within limit: Duration = .seconds(30), line: Int = #line, _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < end else { throw NeverTrue(line: line) }
        try await Task.sleep(for: .milliseconds(5))
    }
}

/// What was waited for did not come; the line says where.
struct NeverTrue: Error {
    let line: Int
}

/// An owner's port and a consumer's subscription to it, running.
struct Conversation {
    let context: ZeroMQContext
    let server: FeedServer
    let client: FeedClient
    let subscription: Subscription
    let database: DatabaseQueue
    private let ended = AsyncThrowingStream<Never, any Error>.makeStream(bufferingPolicy: .bufferingNewest(1))
    private var end: AsyncThrowingStream<Never, any Error>.Continuation { ended.continuation }

    /// - Throws: what the owner's port ended with.
    func serverEnded() async throws {
        for try await _ in ended.stream {}
    }

    /// - Parameter database: the consumer's store; a new one where none is given.
    static func run(
        owner: LogFixture, database: DatabaseQueue? = nil, _ body: (Conversation) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let context = try ZeroMQContext(logger: logger)
        let conversation = try await Conversation(
            owner: owner, database: try database ?? SeenProjection.makeStore(), context: context, logger: logger)
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

    private init(
        owner: LogFixture, database: DatabaseQueue, context: ZeroMQContext, logger: Logger
    ) async throws {
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
        client = FeedClient(
            context: context, endpoint: endpoint,
            curve: CurveClient(keys: clientKeys, serverKey: serverKeys.publicKey))
        subscription = SeenProjection.subscription(to: owner.log.feed, through: client, in: database)
        self.context = context
        self.database = database
    }

    var rebuilds: Rebuilds { Rebuilds(of: [subscription], in: database) }

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
struct SeenProjection: Projection {
    /// The type it cannot read.
    static let poison = "Unreadable"

    let types: Set<String> = []
    var version: Int64 = 1

    /// A consumer's store, in memory.
    static func makeStore() throws -> DatabaseQueue {
        let database = try DatabaseQueue()
        try database.write { database in
            try database.execute(
                sql: Subscription.newest + """
                    CREATE TABLE seen (source INTEGER, sequence INTEGER) STRICT;
                    CREATE TABLE switched (old INTEGER, new INTEGER) STRICT;
                    """)
        }
        return database
    }

    static func subscription(
        to feed: FeedName, through client: FeedClient, in database: DatabaseQueue, version: Int64 = 1
    ) -> Subscription {
        Subscription(
            .init(
                feed: feed, name: "test", client: client, projection: SeenProjection(version: version),
                database: database, isSample: false, wait: .milliseconds(200),
                now: { 1_700_000_000_000_000 },
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })))
    }

    func apply(_ event: FeedEvent, source: Int64, in database: Database) throws {
        guard event.type != Self.poison else { throw PoisonedEvent(event, "of a type made to be unreadable") }
        try database.execute(sql: "INSERT INTO seen VALUES (?, ?)", arguments: [source, event.sequence])
    }

    func switched(from old: Int64?, to new: Int64, in database: Database) throws {
        try database.execute(sql: "INSERT INTO switched VALUES (?, ?)", arguments: [old, new])
    }

    func clear(source: Int64, limit: Int, in database: Database) throws -> Bool {
        try database.execute(
            sql: "DELETE FROM seen WHERE rowid IN (SELECT rowid FROM seen WHERE source = ? LIMIT ?)",
            arguments: [source, limit])
        return database.changesCount < limit
    }
}

struct SilentDesk: OperatorDesk {
    func answer(_ request: DeskRequest) async -> DeskAnswer {
        .refused(code: "not-served", field: nil, message: "nobody is at this desk")
    }
}
