import Foundation
import GRDB
import ServiceKit
import SwiftProtobuf
import TestKit
import Testing

@testable import Notifier

@Suite("When an alert is open")
struct AlertSpanTests {
    /// What was told of an alert: the newest that had happened by an instant says whether it was open then.
    private struct Told {
        let happened: Int64
        let isOpen: Bool
    }

    @Test(
        "is, at each instant, what was told last of those that had happened by then, whatever the order",
        arguments: UInt64(1)...30)
    func spans(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let post = try TestPost()
        try post.play(Sample.raised(1), of: "alerts.1", at: 0)
        var told = [Told(happened: 0, isOpen: true)]
        for recorded in Int64(1)...8 {
            let change = Told(
                happened: .random(in: 0...8, using: &generator), isOpen: .random(using: &generator))
            told.append(change)
            let message: any Message =
                change.isOpen
                ? Sample.alertReopened(1, happened: change.happened) : Sample.alertClosed(1, happened: change.happened)
            try post.play(message, of: "alerts.1", at: recorded)
            for instant in Int64(0)...9 {
                let expected = told.last { $0.happened <= instant }?.isOpen ?? false
                #expect(try post.isOpen(at: instant) == expected, "at \(instant) of \(told)")
            }
        }
    }

    @Test("of one that nobody told of cannot be said: the event is poison")
    func unknown() throws {
        let post = try TestPost()
        #expect(throws: (any Error).self) { try post.play(Sample.alertClosed(1), of: "alerts.1", at: 1) }
        #expect(throws: (any Error).self) { try post.play(Sample.alertReopened(1), of: "alerts.1", at: 2) }
    }

    @Test("is the same after the migration as it was before")
    func migrated() async throws {
        let queue = try DatabaseQueue()
        let migrations = Notifier.definition.schema.migrations
        let old = try #require(migrations.firstIndex { $0.name == "alert-spans-1" })
        let spans = try await queue.write { database in
            for migration in migrations[..<old] { try database.execute(sql: migration.sql) }
            try database.execute(
                sql: """
                    INSERT INTO alert VALUES (3, zeroblob(16), zeroblob(16), zeroblob(16), zeroblob(16), 1, '', zeroblob(16),
                        0, 0, 8, zeroblob(16), 7);
                    INSERT INTO alert_change VALUES (3, zeroblob(16), 8, 1, 7), (3, zeroblob(16), 9, 0, 20),
                        (3, zeroblob(16), 10, 1, 30), (3, zeroblob(16), 11, 1, 15)
                    """)
            for migration in migrations[old...] { try database.execute(sql: migration.sql) }
            return try Row.fetchAll(database, sql: "SELECT opened_at, closed_at FROM alert_span ORDER BY recorded_at")
                .map { [$0[0], $0[1]] as [Int64] }
        }
        #expect(spans == [[7, 15], [30, 15], [15, .max]])
    }
}

extension TestPost {
    fileprivate func isOpen(at instant: Int64) throws -> Bool {
        let found = try queue.read { database in
            try Int.fetchOne(
                database, sql: "SELECT COUNT(*) FROM alert_span WHERE opened_at <= ?1 AND closed_at > ?1",
                arguments: [instant])
        }
        #expect((found ?? 0) <= 1)
        return found == 1
    }
}
