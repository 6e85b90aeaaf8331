import Foundation
import GRDB
import School
import Testing

@testable import EventFeed

@Suite("A subscription's memory")
struct SubscriptionStoreTests {
    private let database: DatabaseQueue
    private let store: SubscriptionStore

    init() throws {
        store = SubscriptionStore(feed: try #require(FeedName("journal.test")))
        database = try DatabaseQueue()
        try database.write { try $0.execute(sql: Subscription.newest) }
    }

    @Test("a new source begins at the feed's origin and is read back as it was advanced")
    func advanced() throws {
        try database.write { database in
            var source = try store.makeSource("live", version: 3, types: ["B", "A"], in: database)
            #expect(source.cursor == .origin(of: store.feed))
            #expect(try store.source("live", in: database) == source)
            source.epoch = numbered(50)
            source.cursor = FeedPosition(sequence: 9, hash: .origin(of: store.feed))
            source.head = 12
            source.completeUntil = 400
            try store.advance(source, in: database)
            #expect(try store.source("live", in: database) == source)
        }
    }

    @Test("a switch-over makes the new source the live one, retires the old and ends a stop")
    func switchOver() throws {
        try database.write { database in
            let old = try store.makeSource("live", version: 1, types: [], in: database)
            let new = try store.makeSource("building", version: 2, types: [], in: database)
            try store.keep(.init(state: .diverged, reason: "restored", since: 1), in: database)
            try store.switchOver(from: old, to: new, at: 1, in: database)
            #expect(try store.source("live", in: database) == new)
            #expect(try store.source("building", in: database) == nil)
            #expect(try store.retired(in: database) == old.id)
            #expect(try store.stop(in: database) == nil)
            try store.forget(source: new.id, in: database)
            try store.forget(source: old.id, in: database)
            #expect(try store.retired(in: database) == nil)
            #expect(try store.source("live", in: database) == new)
        }
    }

    @Test("the same stop met again keeps its beginning, another takes its place, a cleared one is gone")
    func stops() throws {
        let first = SubscriptionStore.Stop(state: .diverged, reason: "restored", since: 1)
        let other = SubscriptionStore.Stop(
            state: .poisoned, reason: "event 3", since: 3, sequence: 3, eventID: numbered(3))
        try database.write { database in
            try store.keep(first, in: database)
            try store.keep(.init(state: .diverged, reason: "restored", since: 2), in: database)
            #expect(try store.stop(in: database) == first)
            // Met while the feed is being read anew: this is what an operator must be able to skip.
            try store.keep(other, in: database)
            #expect(try store.stop(in: database) == other)
            try store.clearStop(in: database)
            #expect(try store.stop(in: database) == nil)
        }
    }

    @Test("a skipped event belongs to its feed, and skipping it twice changes nothing")
    func skips() throws {
        let other = SubscriptionStore(feed: try #require(FeedName("journal.other")))
        try database.write { database in
            for _ in 0..<2 { try store.skip(numbered(3), sequence: 3, reason: "agreed", at: 1, in: database) }
            #expect(try store.skipped(in: database) == [numbered(3)])
            #expect(try other.skipped(in: database).isEmpty)
        }
    }
}
