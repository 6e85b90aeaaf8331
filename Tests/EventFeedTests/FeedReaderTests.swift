import Foundation
import GRDB
import School
import Testing

@testable import EventFeed

@Suite("Reading a feed")
struct FeedReaderTests {
    let fixture: LogFixture

    init() throws { fixture = try LogFixture() }

    @Test("batches follow one another without gaps until the head")
    func contiguous() throws {
        let recorded = try fixture.append(count: 10)
        var after = FeedPosition.origin(of: fixture.log.feed)
        var read: [FeedEvent] = []
        var sizes: [Int] = []
        while after.sequence < 10 {
            let batch = try batch(after: after, maximumEvents: 4)
            #expect(batch.after == after.sequence)
            #expect(batch.head == 10)
            read += batch.events
            sizes.append(batch.events.count)
            after = batch.through
        }
        #expect(read == recorded)
        #expect(sizes == [4, 4, 2])
        #expect(try after == fixture.position(10))
    }

    @Test("a batch of the whole log chains from where it was asked for to its last hash")
    func chained() throws {
        try fixture.append(count: 3)
        let batch = try batch()
        let hash = batch.events.reduce(ChainHash.origin(of: fixture.log.feed)) {
            $0.link($1.sealed, digest: $1.content.digest)
        }
        #expect(hash == batch.through.hash)
    }

    @Test("at the head a batch is empty and complete until the newest instant")
    func atHead() throws {
        let last = try #require(try fixture.append(count: 2).last)
        let head = try fixture.position(2)
        let empty = try batch(after: head)
        #expect(empty.events.isEmpty)
        #expect(empty.through == head)
        #expect(empty.completeUntil == last.recordedAt)
        fixture.clock.advance(by: 9_000)
        try fixture.database.write { try fixture.log.beat(in: $0) }
        #expect(try batch(after: head).completeUntil == fixture.clock.now)
    }

    @Test("an owner that rests on other feeds says at the head how far it has read the one furthest behind")
    func decidedUntil() throws {
        let near = try #require(FeedName("journal.near"))
        let far = try #require(FeedName("journal.far"))
        #expect(try batch().decidedUntil == nil)
        let log = EventLog(feed: fixture.log.feed, erasableTypes: [], upstreams: [near, far], now: { 0 })
        try fixture.append(count: 2)
        try fixture.database.write { try $0.execute(sql: Subscription.newest) }
        try follow(near, until: 900)
        #expect(try batch(of: log).decidedUntil == 0)
        try follow(far, until: 700)
        #expect(try batch(of: log).decidedUntil == 700)
        #expect(try batch(of: log, maximumEvents: 1).decidedUntil == 0)
    }

    private func follow(_ feed: FeedName, until instant: Int64) throws {
        try fixture.database.write { database in
            let store = SubscriptionStore(feed: feed)
            var source = try store.makeSource("live", version: 1, types: [], in: database)
            source.completeUntil = instant
            try store.advance(source, in: database)
        }
    }

    private func batch(of log: EventLog, maximumEvents: Int = 10) throws -> FeedBatch {
        let request = FetchRequest(
            after: .origin(of: log.feed), types: nil, maximumEvents: maximumEvents, maximumBytes: 10_000)
        let reader = FeedReader(log: log, database: fixture.database)
        guard case .batch(let batch) = try fixture.database.read({ try reader.answer(request, in: $0) }) else {
            throw Unexpected()
        }
        return batch
    }

    @Test("before the head a batch is complete until just before the next event")
    func beforeHead() throws {
        let first = try fixture.append(count: 1)
        fixture.clock.advance(by: 1_000_000)
        let next = try #require(try fixture.append(count: 1).first)
        let batch = try batch(maximumEvents: 1)
        #expect(batch.events == first)
        #expect(batch.completeUntil == next.recordedAt - 1)
    }

    @Test("a batch holds no more than 4096 events, whatever is asked for")
    func eventLimit() throws {
        try fixture.append([Data](repeating: Data(), count: FeedReader.maximumEvents + 1))
        #expect(try batch(maximumEvents: 1_000_000).events.count == FeedReader.maximumEvents)
    }

    @Test("two events that just fill the bytes asked for come together, one byte less and one comes")
    func byteEdge() throws {
        try fixture.append([Data(count: 1_000), Data(count: 1_000)])
        let one = 1_000 + "MarkGiven".utf8.count + FeedReader.eventOverhead
        #expect(try batch(maximumBytes: 2 * one).events.count == 2)
        let less = try batch(maximumBytes: 2 * one - 1)
        #expect(less.events.count == 1)
        #expect(try less.through == fixture.position(1))
    }

    @Test("an event larger than the bytes asked for comes alone")
    func atLeastOne() throws {
        try fixture.append([Data(count: 5_000), Data()])
        #expect(try batch(maximumBytes: 1).events.map(\.sequence) == [1])
    }

    @Test("a batch is bounded by its own byte limit, whatever is asked for")
    func byteLimit() throws {
        try fixture.append([Data](repeating: Data(count: NewEvent.maximumPayload), count: 5))
        #expect(try batch(maximumBytes: .max).events.count == 3)
    }

    @Test("a filtered batch holds the types asked for and reaches the head")
    func filtered() throws {
        try fixture.append(count: 2, type: "LessonHeld")
        try fixture.append(count: 2)
        try fixture.append(count: 1, type: "LessonHeld")
        let batch = try batch(types: ["LessonHeld", "NeverSeen"])
        #expect(batch.events.map(\.sequence) == [1, 2, 5])
        #expect(batch.through.sequence == 5)
        #expect(try self.batch(types: ["NeverSeen"]).through.sequence == 5)
    }

    @Test("a filter that finds nothing moves on by 10000 events at a time")
    func scanLimit() throws {
        try fixture.append([Data](repeating: Data(), count: Int(FeedReader.scanLimit)))
        let last = try #require(try fixture.append(count: 1, type: "LessonHeld").first)
        let first = try batch(types: ["LessonHeld"])
        #expect(first.events.isEmpty)
        #expect(try first.through == fixture.position(FeedReader.scanLimit))
        #expect(first.completeUntil == last.recordedAt - 1)
        #expect(try batch(after: first.through, types: ["LessonHeld"]).events == [last])
    }

    @Test("beyond the head, and at a place with another hash, the asker has diverged")
    func diverged() throws {
        try fixture.append(count: 2)
        let epoch = try fixture.database.read { try fixture.log.epoch(in: $0) }
        let origin = ChainHash.origin(of: fixture.log.feed)
        for sequence: Int64 in [1, 2, 3, .max] {
            guard case .diverged(let stated, let head) = try answer(.init(sequence: sequence, hash: origin)) else {
                Issue.record("a batch came at \(sequence)")
                continue
            }
            #expect(stated == epoch)
            #expect(head == 2)
        }
    }

    @Test("another feed's origin has diverged")
    func otherFeed() throws {
        let other = try #require(FeedName("journal.other"))
        guard case .diverged(_, let head) = try answer(.origin(of: other)) else {
            Issue.record("a batch came")
            return
        }
        #expect(head == 0)
    }

    private func answer(
        _ after: FeedPosition, types: Set<String>? = nil, maximumEvents: Int = 4_096, maximumBytes: Int = 960 * 1024
    ) throws -> FetchAnswer {
        let reader = FeedReader(log: fixture.log, database: fixture.database)
        let request = FetchRequest(
            after: after, types: types, maximumEvents: maximumEvents, maximumBytes: maximumBytes)
        return try fixture.database.read { try reader.answer(request, in: $0) }
    }

    private func batch(
        after: FeedPosition? = nil, types: Set<String>? = nil, maximumEvents: Int = 4_096,
        maximumBytes: Int = 960 * 1024
    ) throws -> FeedBatch {
        let after = after ?? .origin(of: fixture.log.feed)
        let answer = try answer(after, types: types, maximumEvents: maximumEvents, maximumBytes: maximumBytes)
        guard case .batch(let batch) = answer else { throw Unexpected() }
        return batch
    }

    private struct Unexpected: Error {}
}
