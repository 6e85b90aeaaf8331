import Foundation
import GRDB
import ServiceKit
import TestKit
import Testing

@testable import Notifier

@Suite("What is done for each mail and each news of a feed")
struct HotPathTests {
    /// The feed's own row, one for each feed that is read, and one for each school.
    private static let few: Set<String> = [
        "SCAN feed_identity", "SCAN source", "SEARCH alert_school USING PRIMARY KEY (source=?)",
    ]

    @Test("goes through no table that grows")
    func plans() async throws {
        let (post, plans) = (try TestPost(schedule: .init(first: 1, longest: 1)), QueryPlans())
        try await post.queue.write { plans.listen(to: $0) }
        try post.play(Sample.given(), at: Sample.noon)
        try post.play(Sample.given(2, 3, to: Sample.sibling), Sample.withdrawn(2), at: Sample.noon + 10)
        try post.play(Sample.raised(1), of: "alerts.1", at: Sample.at(14))
        try await post.decide(until: Sample.at(8, day: 1))
        for outcome: DeliveryOutcome in [.retry(code: 451), .ambiguous, .accepted] {
            let now = Sample.at(8, day: 1)
            for mail in try await post.claim(at: now + 9) {
                _ = try await post.desk.record(outcome, of: mail.id, now: now)
            }
            _ = try await post.desk.waiting()
        }
        let statements = plans.statements
        #expect(statements.contains { $0.contains("FROM mail_count") } && statements.count > 25)
        #expect(try await post.queue.read { try plans.wide(except: Self.few, in: $0) } == [])
        #expect(try post.states() == ["accepted", "suppressed undone", "accepted"])
    }

    @Test("the kept counts are those of the rows, whatever becomes of mails")
    func counts() async throws {
        let post = try TestPost()
        for number in 1...UInt64(9) { try post.addGuardian(number, at: Sample.noon - 1_000) }
        try post.play(Sample.given(), at: Sample.noon)
        try await post.decide(until: Sample.noon)
        try await post.expectCounts()
        try await post.decide(until: Sample.noon + Sample.hour)
        let outcomes: [DeliveryOutcome] = [.accepted, .failed(code: 550), .retry(code: 451), .ambiguous]
        for (mail, outcome) in zip(try await post.claim(at: Sample.noon + Sample.hour), outcomes) {
            _ = try await post.desk.record(outcome, of: mail.id, now: Sample.noon + Sample.hour)
        }
        try await post.expectCounts()
        #expect(try await post.desk.waiting() == [.sending: 6, .retry: 1, .ambiguous: 1])
    }

    @Test("a store of before the counts has them after its migration")
    func migrated() async throws {
        let queue = try DatabaseQueue()
        let migrations = Notifier.definition.schema.migrations
        let old = try #require(migrations.firstIndex { $0.name == "mail-due-1" })
        try await queue.write { database in
            for migration in migrations[..<old] { try database.execute(sql: migration.sql) }
            try database.execute(
                sql: """
                    INSERT INTO mail (mail_id, kind, feed, school_id, recipient_id, trace_id, opens_at, closes_at,
                        expires_at, state)
                    VALUES (zeroblob(16), 2, 'a', zeroblob(16), zeroblob(16), zeroblob(16), 0, 0, 0, 'ready');
                    INSERT INTO alert VALUES (3, zeroblob(16), zeroblob(16), zeroblob(16), zeroblob(16), 1, '', zeroblob(16),
                        0, 0, 8, zeroblob(16), 7)
                    """)
            for migration in migrations[old...] { try database.execute(sql: migration.sql) }
            let ready = try Int.fetchOne(database, sql: "SELECT count FROM mail_count WHERE state = 'ready'")
            let first = try Int.fetchOne(database, sql: "SELECT first_at FROM alert_school WHERE source = 3")
            #expect(ready == 1 && first == 7)
        }
    }
}

extension TestPost {
    fileprivate func expectCounts() async throws {
        let differing = try await queue.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT state FROM mail_count AS kept
                    WHERE count <> (SELECT COUNT(*) FROM mail WHERE mail.state = kept.state)
                    """)
        }
        #expect(differing == [])
    }
}
