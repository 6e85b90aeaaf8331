import EventFeed
import Foundation
import GRDB
import SwiftProtobuf
import Testing

@testable import DiaryReader

/// An event as it lies in the log.
struct RecordedEvent: Equatable {
    let sequence: Int64
    let type: String
    /// Nil once erased.
    let payload: Data?

    func decoded<Wire: Message>(_ type: Wire.Type) throws -> Wire {
        #expect(TestDiary.name(of: Wire()) == self.type)
        return try Wire(serializedBytes: try #require(payload))
    }
}

extension TestDiary {
    /// What is owned besides the log, the fold first.
    static let owned = DiaryStore.tables + ["credential", "session"]

    func events(in range: ClosedRange<Int64>) throws -> [RecordedEvent] {
        try queue.read { database in
            try Row.fetchAll(
                database, sql: "SELECT sequence, type, payload FROM event WHERE sequence BETWEEN ? AND ?",
                arguments: [range.lowerBound, range.upperBound]
            ).map { RecordedEvent(sequence: $0[0], type: $0[1], payload: $0[2]) }
        }
    }

    func eventCount() throws -> Int { try count("event") }

    func count(_ table: String, where condition: String = "1") throws -> Int {
        try queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM \(table) WHERE \(condition)") ?? 0 }
    }

    /// Every row of every owned table.
    func dump() throws -> [String: [String]] { try queue.read { try Self.dump(Self.owned, $0) } }

    private static func dump(_ tables: [String], _ database: Database) throws -> [String: [String]] {
        try Dictionary(
            uniqueKeysWithValues: tables.map { table in
                (table, try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map(\.debugDescription).sorted())
            })
    }

    /// Checks that the state is the fold of the feed, table by table, and that refolding leaves the rest alone.
    func expectFold(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let live = try dump()
        var folded: [String: [String]] = [:]
        try queue.inTransaction { database in
            try DiaryStore.refold(in: database)
            folded = try Self.dump(Self.owned, database)
            return .rollback
        }
        for table in Self.owned {
            #expect(live[table] == folded[table], "table \(table)", sourceLocation: sourceLocation)
        }
    }
}
