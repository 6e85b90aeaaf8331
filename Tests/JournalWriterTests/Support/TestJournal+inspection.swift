import EventFeed
import Foundation
import GRDB
import SwiftProtobuf
import Testing

@testable import JournalWriter

/// An event as it lies in the log.
struct RecordedEvent: Equatable {
    let sequence: Int64
    let type: String
    /// Nil once erased.
    let payload: Data?

    func decoded<Wire: Message>(_ type: Wire.Type) throws -> Wire {
        #expect(TestJournal.name(of: Wire()) == self.type)
        return try Wire(serializedBytes: try #require(payload))
    }
}

extension TestJournal {
    func events(in range: ClosedRange<Int64>) throws -> [RecordedEvent] {
        try queue.read { database in
            try Row.fetchAll(
                database, sql: "SELECT sequence, type, payload FROM event WHERE sequence BETWEEN ? AND ?",
                arguments: [range.lowerBound, range.upperBound]
            ).map { RecordedEvent(sequence: $0[0], type: $0[1], payload: $0[2]) }
        }
    }

    func eventCount() throws -> Int {
        try queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM event") ?? 0 }
    }

    func count(_ table: String, where condition: String = "1") throws -> Int {
        try queue.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM \(table) WHERE \(condition)") ?? 0 }
    }

    /// Every row of every state table.
    func dump() throws -> [String: [String]] { try queue.read(Self.dump) }

    static func dump(_ database: Database) throws -> [String: [String]] {
        try Dictionary(
            uniqueKeysWithValues: JournalStore.tables.map { table in
                (table, try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map(\.debugDescription).sorted())
            })
    }

    /// The state as a fold of the feed would make it; the journal is left as it was.
    func refolded() throws -> [String: [String]] {
        var folded: [String: [String]] = [:]
        try queue.inTransaction { database in
            try JournalStore.refold(in: database)
            folded = try Self.dump(database)
            return .rollback
        }
        return folded
    }

    /// Checks that the state is the fold of the feed, table by table.
    func expectFold(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let (live, folded) = (try dump(), try refolded())
        for table in JournalStore.tables {
            #expect(live[table] == folded[table], "table \(table)", sourceLocation: sourceLocation)
        }
    }
}
