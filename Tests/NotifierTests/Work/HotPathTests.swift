import Foundation
import GRDB
import ServiceKit
import Synchronization
import Testing

@testable import Notifier

@Suite("What is done for each mail and each news of a feed")
struct HotPathTests {
    /// Each statement a connection runs.
    private final class Heard: Sendable {
        private let statements = Mutex<[String]>([])
        var all: [String] { Set(statements.withLock { $0 }).sorted() }

        /// The statements of each transaction that was committed.
        var transactions: [[String]] {
            statements.withLock { $0.split { $0.hasPrefix("COMMIT") }.map(Array.init) }
        }

        func listen(to database: Database) {
            database.trace { event in
                guard case .statement(let statement) = event else { return }
                let sql = statement.sql
                // A trigger's name stands for its statements, which are heard by themselves.
                if !sql.hasPrefix("--") { self.statements.withLock { $0.append(sql) } }
            }
        }
    }

    /// The feed's own row, and one for each feed that is read.
    private static let small = ["feed_identity", "source"]
    private static let newest = "FROM event ORDER BY sequence DESC LIMIT 1"

    private static func scans(_ sql: String, in database: Database) throws -> [String] {
        let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
        // A plan needs no values.
        statement.setUncheckedArguments(StatementArguments())
        return try Row.fetchAll(statement).map { $0["detail"] as String }
            .filter { detail in
                // All rows of a source are all there are, but of schools there are few.
                if detail.hasSuffix("(source=?)") { return !detail.contains("alert_school") }
                // All rows of a school are those of years; it has followed few zones.
                if detail.hasSuffix("(source=? AND school_id=?)") {
                    return !detail.contains("school_zone") && !detail.contains("alert_school")
                }
                return detail.hasPrefix("SCAN") && detail != "SCAN CONSTANT ROW"
                    && !small.contains { detail == "SCAN \($0)" }
                    && !(detail == "SCAN event" && sql.hasSuffix(newest))
            }
            .map { "\($0): \(sql)" }
    }

    @Test("goes through no table that grows")
    func plans() async throws {
        let (post, heard) = (try TestPost(schedule: .init(first: 1, longest: 1)), Heard())
        try await post.queue.write { heard.listen(to: $0) }
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
        let statements = heard.all.filter { ["SELECT", "INSERT", "UPDATE", "DELETE"].contains(String($0.prefix(6))) }
        #expect(statements.contains { $0.contains("FROM mail_count") } && statements.count > 25)
        let scans = try await post.queue.read { database in
            try statements.flatMap { try Self.scans($0, in: database) }
        }
        #expect(scans == [])
        #expect(try post.states() == ["accepted", "suppressed undone", "accepted"])
    }

    @Test("a morning takes each school in a transaction of its own, and schools of which none has come take none")
    func schoolByTransaction() async throws {
        let post = try TestPost()
        let others = (UInt64(0x5D)...0x60).map { Sample.id($0) }
        for (index, school) in others.enumerated() {
            try post.play([Sample.registered(school)], at: Sample.at(0), school: school)
            try post.play([Sample.raised(UInt64(index) + 2)], of: "alerts.1", at: Sample.at(14), school: school)
        }
        try post.play(Sample.raised(1), of: "alerts.1", at: Sample.at(14))
        try post.promise(Sample.at(8, day: 1))
        let heard = Heard()
        try await post.queue.write { heard.listen(to: $0) }
        #expect(try await post.desk.planOverdue().changes.count == 1 + others.count)
        let writing = heard.transactions.filter { $0.contains { $0.hasPrefix("INSERT INTO overdue_decided") } }
        #expect(writing.count == 1 + others.count)
        #expect(writing.allSatisfy { statements in statements.count { $0.hasPrefix("INSERT INTO mail (") } == 1 })
        let again = Heard()
        try await post.queue.write { again.listen(to: $0) }
        #expect(try await post.desk.planOverdue().changes == [])
        #expect(!again.all.contains { $0.hasPrefix("BEGIN IMMEDIATE") || $0.hasPrefix("INSERT") })
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
