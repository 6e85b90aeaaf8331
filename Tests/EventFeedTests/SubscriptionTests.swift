import Foundation
import GRDB
import Testing

@testable import EventFeed

/// A subscription over a real socket: owner and consumer with a store each.
@Suite("A subscription")
struct SubscriptionTests {
    @Test(
        "an owner that stops or has too much to do is waited for; one that grants no right needs an operator",
        arguments: [("unavailable", false), ("busy", false), ("forbidden", true), ("sample", true)])
    func refusals(code: String, needsOperator: Bool) {
        #expect(Subscription.isRefusal(FeedClientError.refused(code: code, message: "")) == needsOperator)
        #expect(!Subscription.isRefusal(FeedClientError.timedOut))
    }

    @Test(
        "it stops at an event it cannot apply, goes on once that is skipped, and leaves it out of a rebuild",
        .timeLimit(.minutes(1)))
    func poisonSkipRebuild() async throws {
        let owner = try LogFixture()
        try owner.append(count: 2)
        try owner.append(count: 1, type: SeenProjection.poison)
        try owner.append(count: 2)
        try await Conversation.run(owner: owner) { consumer in
            try await eventually { consumer.subscription.status.state == .poisoned }
            #expect(consumer.subscription.status.cursor.sequence == 2)
            #expect(try await consumer.rows() == [1, 2])

            #expect(try await !consumer.subscription.skip(sequence: 2, reason: "another"))
            #expect(try await consumer.subscription.skip(sequence: 3, reason: "agreed with the owner"))
            try await eventually { consumer.subscription.status.state == .live }
            #expect(try await consumer.rows() == [1, 2, 4, 5])

            let old = try #require(consumer.subscription.status.source)
            #expect(try await consumer.rebuilds.order(nil) != .notServed)
            try await eventually { consumer.subscription.status.source != old }
            try await eventually { consumer.subscription.status.state == .live }
            #expect(try await consumer.rows() == [1, 2, 4, 5])
            try await eventually { try await consumer.rows(of: old).isEmpty }
        }
    }

    @Test("a stop met again after a restart keeps the instant it began at", .timeLimit(.minutes(1)))
    func stoppedSince() async throws {
        let (owner, database) = (try LogFixture(), try SeenProjection.makeStore())
        try owner.append(count: 1)
        try await database.write {
            let store = SubscriptionStore(feed: owner.log.feed)
            try store.keep(.init(state: .diverged, reason: "restored", since: 1), in: $0)
        }
        try await Conversation.run(owner: owner, database: database) { consumer in
            try await eventually { consumer.subscription.status.state == .diverged }
            #expect(consumer.subscription.status.since == 1)
        }
    }

    @Test("an owner whose log is damaged ends rather than guess", .timeLimit(.minutes(1)))
    func damagedLog() async throws {
        let owner = try LogFixture()
        try owner.append(count: 2)
        try owner.tamper("UPDATE event SET schema_version = 5000000000 WHERE sequence = 2")
        await #expect(throws: EventLogError.damaged(sequence: 2, what: "schema version")) {
            try await Conversation.run(owner: owner) { consumer in
                try await consumer.serverEnded()
            }
        }
    }

    @Test("what is recorded later arrives, and complete until goes on", .timeLimit(.minutes(1)))
    func follows() async throws {
        let owner = try LogFixture()
        try await Conversation.run(owner: owner) { consumer in
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
