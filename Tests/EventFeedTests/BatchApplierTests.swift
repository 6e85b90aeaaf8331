import Foundation
import GRDB
import School
import Synchronization
import Testing

@testable import EventFeed

@Suite("Applying batches")
struct BatchApplierTests {
    private let database: DatabaseQueue
    private let store: SubscriptionStore
    private let source: SubscriptionStore.Source

    init() throws {
        let feed = try #require(FeedName("journal.test"))
        store = SubscriptionStore(feed: feed)
        database = try DatabaseQueue()
        source = try database.write { [store] database in
            try database.execute(sql: Subscription.newest + TestProjection.schema)
            return try store.makeSource("live", version: 1, types: [], in: database)
        }
    }

    @Test("what is due before an event is decided before it, what the batch completes after it")
    func decideBefore() async throws {
        let events = [event(1, at: 100, "due 150"), event(2, at: 200), event(3, at: 300, "due 350")]
        _ = try await apply(events, completeUntil: 400)
        #expect(try steps() == ["event 1", "decided 150", "event 2", "event 3", "decided 350"])
    }

    @Test("what is due at an event's very instant is decided after it")
    func dueAtTheInstant() async throws {
        _ = try await apply([event(1, at: 100, "due 200"), event(2, at: 200)], completeUntil: 200)
        #expect(try steps() == ["event 1", "event 2", "decided 200"])
    }

    @Test("what is due after the promised instant is not decided yet, and is by an empty batch that promises it")
    func dueLater() async throws {
        let first = try await apply([event(1, at: 100, "due 200")], completeUntil: 199)
        #expect(try steps() == ["event 1"])
        _ = try await apply([], completeUntil: 200, to: first)
        #expect(try steps() == ["event 1", "decided 200"])
    }

    @Test("the cursor and what was made of the events are kept together")
    func cursor() async throws {
        let reached = try await apply([event(1, at: 100), event(2, at: 200)], completeUntil: 250)
        #expect(reached.cursor.sequence == 2)
        #expect(reached.completeUntil == 250)
        #expect(try stored() == reached)
        #expect(try steps() == ["event 1", "event 2"])
    }

    @Test("an instant promised complete is never taken back")
    func completeUntilNeverFalls() async throws {
        let first = try await apply([event(1, at: 100)], completeUntil: 250)
        let second = try await apply([], completeUntil: 240, to: first)
        #expect(second.completeUntil == 250)
        #expect(try stored()?.completeUntil == 250)
    }

    @Test("the place between effect and commit is passed once a batch")
    func faultHook() async throws {
        let passed = Mutex<[FaultHook.Point]>([])
        let hook = FaultHook { point in passed.withLock { $0.append(point) } }
        _ = try await apply([event(1, at: 100)], completeUntil: 100, faults: hook)
        #expect(passed.withLock { $0 } == [.afterApplyBeforeCommit])
    }

    @Test(
        "an event that cannot be applied rolls the batch back and says how many came before it",
        arguments: ["poison", "constraint"])
    func poison(_ content: String) async throws {
        let events = [event(1, at: 100), event(2, at: 200), event(3, at: 300, content), event(4, at: 400)]
        let found = await #expect(throws: PoisonFound.self) { try await apply(events, completeUntil: 400) }
        #expect(found?.event.sequence == 3)
        #expect(found?.eventsBefore == 2)
        #expect(try steps().isEmpty)
        #expect(try stored() == source)
    }

    @Test("another error fails the batch as it is, not as a poisoned event")
    func otherError() async throws {
        await #expect(throws: TestProjection.Unforeseen.self) {
            try await apply([event(1, at: 100), event(2, at: 200, "unforeseen")], completeUntil: 200)
        }
        #expect(try steps().isEmpty)
        #expect(try stored() == source)
    }

    @Test("a skipped event is passed over and those after it are applied")
    func skipped() async throws {
        let poisoned = event(2, at: 200, "poison")
        try await database.write { [store] in
            try store.skip(poisoned.id, sequence: 2, reason: "agreed", at: 500, in: $0)
        }
        let reached = try await apply([event(1, at: 100), poisoned, event(3, at: 300)], completeUntil: 300)
        #expect(reached.cursor.sequence == 3)
        #expect(try steps() == ["event 1", "event 3"])
    }

    @Test("how far an owner has come that rests on other feeds is told once everything of the batch is decided")
    func decidedUntil() async throws {
        let first = try await apply([event(1, at: 100, "due 150")], completeUntil: 400, decidedUntil: 0)
        _ = try await apply([], completeUntil: 500, decidedUntil: 450, to: first)
        #expect(try steps() == ["event 1", "decided 150", "known until 0", "known until 450"])
    }

    @Test("when it was applied is kept with it; a batch that is rolled back leaves nothing of that")
    func appliedAt() async throws {
        let first = try await apply([event(1, at: 100), event(2, at: 200)], completeUntil: 250, at: 5_000_000)
        await #expect(throws: PoisonFound.self) {
            try await apply([event(3, at: 300, "poison")], completeUntil: 300, to: first, at: 9_000_000)
        }
        let instants = try await database.read { [store] database in
            try (1...3).map { try store.applied.instant(of: $0, in: database) }
        }
        #expect(instants == [5_000_000, 5_000_000, nil])
    }

    @Test("nothing is applied before it was recorded, whatever the clock here shows")
    func clockBehind() async throws {
        _ = try await apply(
            [event(1, at: 7_000_000), event(2, at: 8_000_000)], completeUntil: 8_000_000, at: 5_000_000)
        let instant = try await database.read { [store] in try store.applied.instant(of: 1, in: $0) }
        #expect(instant == 8_000_000)
    }

    @Test("what a source that is being built reads was applied before, and is not noted")
    func notServed() async throws {
        _ = try await apply([event(1, at: 100)], completeUntil: 250, isServed: false)
        let instant = try await database.read { [store] in try store.applied.instant(of: 1, in: $0) }
        #expect(instant == nil)
    }

    private func apply(
        _ events: [FeedEvent], completeUntil: Int64, decidedUntil: Int64? = nil,
        to present: SubscriptionStore.Source? = nil, isServed: Bool = true, at now: Int64 = 1_000,
        faults: FaultHook = FaultHook()
    ) async throws -> SubscriptionStore.Source {
        let present = present ?? source
        let last = events.last?.sequence ?? present.cursor.sequence
        let batch = ReceivedBatch(
            epoch: numbered(50), head: last, after: present.cursor.sequence,
            through: FeedPosition(sequence: last, hash: .origin(of: store.feed)), completeUntil: completeUntil,
            decidedUntil: decidedUntil, isSample: true, events: events)
        let applier = BatchApplier(
            store: store, projection: TestProjection(), database: database, faults: faults, now: { now })
        return try await applier.apply(batch, to: present, isServed: isServed)
    }

    private func event(_ sequence: Int64, at instant: Int64, _ content: String = "") -> FeedEvent {
        FeedEvent(
            sequence: sequence, id: numbered(UInt16(sequence)), school: .none, type: "MarkGiven", schemaVersion: 1,
            recordedAt: instant, actor: .none, content: .payload(Data(content.utf8), salt: Data(count: 16)),
            traceID: .none)
    }

    private func steps() throws -> [String] {
        try database.read { try String.fetchAll($0, sql: "SELECT what FROM step ORDER BY number") }
    }

    private func stored() throws -> SubscriptionStore.Source? {
        try database.read { try store.source("live", in: $0) }
    }
}

/// Notes what it is asked to do; the payload says what an event does.
private struct TestProjection: Projection {
    struct Unforeseen: Error {}

    static let schema = """
        CREATE TABLE step (number INTEGER PRIMARY KEY, what TEXT NOT NULL CHECK (what <> '')) STRICT;
        CREATE TABLE due (instant INTEGER NOT NULL) STRICT;
        """

    let types: Set<String> = []
    let version: Int64 = 1

    func apply(_ event: FeedEvent, source: Int64, in database: Database) throws {
        let content = String(decoding: event.payload ?? Data(), as: UTF8.self)
        switch content {
        case "poison": throw PoisonedEvent(event, "an unknown value")
        case "unforeseen": throw Unforeseen()
        case "constraint": try note("", in: database)
        default: try note("event \(event.sequence)", in: database)
        }
        if content.hasPrefix("due "), let instant = Int64(content.dropFirst(4)) {
            try database.execute(sql: "INSERT INTO due (instant) VALUES (?)", arguments: [instant])
        }
    }

    func nextDue(source: Int64, in database: Database) throws -> Int64? {
        try Int64.fetchOne(database, sql: "SELECT MIN(instant) FROM due")
    }

    func decide(until instant: Int64, source: Int64, in database: Database) throws {
        let due = try Int64.fetchAll(
            database, sql: "DELETE FROM due WHERE instant <= ? RETURNING instant", arguments: [instant])
        for instant in due { try note("decided \(instant)", in: database) }
    }

    func noteDecided(until instant: Int64, source: Int64, in database: Database) throws {
        try note("known until \(instant)", in: database)
    }

    func clear(source: Int64, limit: Int, in database: Database) throws -> Bool { true }

    private func note(_ what: String, in database: Database) throws {
        try database.execute(sql: "INSERT INTO step (what) VALUES (?)", arguments: [what])
    }
}
