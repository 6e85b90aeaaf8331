import GRDB
import Testing

@testable import EventFeed

@Suite("When a feed was applied")
struct AppliedBatchesTests {
    private static let second: Int64 = 1_000_000
    private let database: DatabaseQueue
    private let batches = AppliedBatches(feed: "journal.test")

    init() throws {
        database = try DatabaseQueue()
        try database.write { try $0.execute(sql: AppliedBatches.schema + AppliedBatches.schema2) }
    }

    @Test("each event has the instant of the batch it came in")
    func instants() throws {
        try note(0, 3, at: 10 * Self.second)
        try note(3, 7, at: 12 * Self.second)
        #expect(try instants(1, 3, 4, 7) == [10, 10, 12, 12])
    }

    @Test("what has not been read, and what was read before anything was noted, has none")
    func unknown() throws {
        try note(5, 9, at: 10 * Self.second)
        #expect(try instants(5, 6, 9, 10) == [nil, 10, 10, nil])
    }

    @Test("batches of one second share a row, and none of their events is said to be earlier than it was")
    func oneRowASecond() throws {
        try note(0, 1, at: 10 * Self.second)
        try note(1, 2, at: 10 * Self.second + 400_000)
        try note(2, 3, at: 11 * Self.second)
        #expect(try rows() == 2)
        #expect(try exact(1) == 10 * Self.second + 400_000)
        #expect(try exact(3) == 11 * Self.second)
    }

    @Test("what is read again leaves the instant of the first time, and only what is new is noted")
    func readAgain() throws {
        try note(0, 8, at: 10 * Self.second)
        try note(0, 5, at: 50 * Self.second)
        try note(5, 9, at: 60 * Self.second)
        #expect(try instants(3, 8, 9) == [10, 10, 60])
    }

    @Test("a batch that brings nothing leaves no row")
    func empty() throws {
        try note(4, 4, at: 10 * Self.second)
        #expect(try rows() == 0)
    }

    @Test("rows older than 31 days go, a few with each new one, and what they said is not known any more")
    func pruned() throws {
        let days = AppliedBatches.kept
        for number in Int64(0)..<10 { try note(number, number + 1, at: number * 2 * Self.second) }
        let late = days + 100 * Self.second
        try note(10, 11, at: late)
        #expect(try rows() == 7)
        #expect(try instants(1, 4, 5) == [nil, nil, 8])
        try note(11, 12, at: late + 2 * Self.second)
        try note(12, 13, at: late + 4 * Self.second)
        #expect(try rows() == 3)
        #expect(try exact(11) == late)
    }

    @Test("what a clock that was ahead has stamped keeps no older rows from going, and stays until it is old itself")
    func clockAhead() throws {
        let year: Int64 = 365 * 86_400 * Self.second
        for number in Int64(0)..<4 { try note(number, number + 1, at: year + number * 2 * Self.second) }
        for number in Int64(4)..<9 { try note(number, number + 1, at: number * 2 * Self.second) }
        try note(9, 10, at: AppliedBatches.kept + 100 * Self.second)
        #expect(try instants(5, 8, 9) == [nil, nil, 16])
        try note(10, 11, at: AppliedBatches.kept + 200 * Self.second)
        #expect(try rows() == 6)
        #expect(try instants(1, 4, 9) == [year / Self.second, year / Self.second + 6, nil])
    }

    @Test("what is old is found by the index of its age")
    func plan() throws {
        let plan = try database.read { database in
            try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + AppliedBatches.pruning, arguments: ["f", 0, 4])
                .map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains("applied_batch_by_age (feed=? AND applied_at<?)") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN applied_batch") || $0.contains("TEMP B-TREE") }, "\(plan)")
    }

    @Test("another feed's rows are its own")
    func feeds() throws {
        try note(0, 3, at: 10 * Self.second)
        let other = AppliedBatches(feed: "journal.other")
        #expect(try database.read { try other.instant(of: 2, in: $0) } == nil)
        try database.write { try other.forgetAll(in: $0) }
        #expect(try instants(2) == [10])
    }

    private func note(_ after: Int64, _ through: Int64, at now: Int64) throws {
        try database.write { try batches.note(after: after, through: through, at: now, in: $0) }
    }

    private func exact(_ sequence: Int64) throws -> Int64? {
        try database.read { try batches.instant(of: sequence, in: $0) }
    }

    /// In seconds.
    private func instants(_ sequences: Int64...) throws -> [Int64?] {
        try sequences.map { try exact($0).map { $0 / Self.second } }
    }

    private func rows() throws -> Int? {
        try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM applied_batch") }
    }
}
