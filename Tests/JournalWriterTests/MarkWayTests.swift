import Contracts
import EventFeed
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("The events of a mark")
struct MarkWayTests {
    private static let mark = Sample.id(0x5F0)

    @Test("it was given, changed and withdrawn: all three are found, and no other mark's")
    func found() throws {
        let journal = try Sample.journal()
        try journal.accept(Make.giveMark(Self.mark, points: 4))
        try journal.accept(Make.changeMark(Self.mark, version: 1, Make.value(points: 5)))
        try journal.accept(
            WireWithdrawMark.with {
                $0.markID = Self.mark.wire
                $0.expectedVersion = 2
            })
        let steps = try steps(journal, of: Self.mark)
        #expect(steps.map(\.event.type) == ["MarkGiven", "MarkChanged", "MarkWithdrawn"])
        #expect(
            steps.allSatisfy { $0.event.thing == Self.mark && $0.event.feed == "journal.test" && $0.kind == .recorded })
        #expect(steps.allSatisfy { $0.state == nil && $0.detail == nil })
    }

    @Test("of a mark that was never given there are none, and of a lesson's id neither")
    func unknown() throws {
        let journal = try Sample.journal()
        #expect(try steps(journal, of: Sample.id(0x999)).isEmpty)
        #expect(try steps(journal, of: Sample.lesson).isEmpty)
    }

    @Test("marks of a store of before have theirs after its migration")
    func migrated() throws {
        let journal = try Sample.journal()
        try journal.accept(Make.giveMark(Self.mark, points: 4))
        try journal.queue.write { database in
            try database.execute(sql: "DROP INDEX event_of_mark_change; ALTER TABLE mark DROP COLUMN sequence")
            try database.execute(sql: JournalStore.schema5)
        }
        #expect(try steps(journal, of: Self.mark).map(\.event.type) == ["MarkGiven"])
        try journal.expectFold()
    }

    @Test("changes are found by an index, not by looking through the log")
    func indexed() throws {
        let journal = try Sample.journal()
        let plan = try journal.queue.read { database in
            try Row.fetchAll(
                database, sql: "EXPLAIN QUERY PLAN " + MarkWay.query, arguments: [Data(Self.mark.bytes)]
            ).map { $0["detail"] as String }
        }
        #expect(plan.first?.hasPrefix("SEARCH event USING INDEX event_of_mark_change") == true, "\(plan)")
    }

    private func steps(_ journal: TestJournal, of mark: UUID) throws -> [TraceStep] {
        try journal.queue.read { database in
            try MarkWay.steps(
                of: TraceQuestion(mark: mark), log: try #require(try EventLog.stored(in: database)), in: database)
        }
    }
}
