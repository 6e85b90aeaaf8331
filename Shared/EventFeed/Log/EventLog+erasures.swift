import Foundation
import GRDB
import School

/// One erased event, named so that a restored log can be searched for it: ids only, nothing about a person.
public struct ErasedEvent: Hashable, Sendable {
    public let sequence: Int64
    public let id: UUID

    public init(sequence: Int64, id: UUID) {
        self.sequence = sequence
        self.id = id
    }
}

extension EventLog {
    /// Goes by the index of what is erased, which an ORDER BY would keep SQLite from: it is asked at each erasure, however
    /// long the log is.
    static let erasuresQuery = "SELECT sequence, event_id FROM event WHERE payload IS NULL"

    /// Every event whose payload this log says is erased, in no order.
    public func erasures(reading database: any DatabaseReader) async throws -> [ErasedEvent] {
        try await database.read { database in
            let rows = try Row.fetchAll(database, sql: Self.erasuresQuery)
            return rows.compactMap { row in UUID(bytes: row[1] as Data).map { ErasedEvent(sequence: row[0], id: $0) } }
        }
    }

    /// Those of the events that this log holds and has not erased, by school: after a restore they must be erased again.
    public func unerased(_ events: [ErasedEvent], in database: Database) throws -> [UUID: [Int64]] {
        var bySchool: [UUID: [Int64]] = [:]
        for event in events {
            let school = try Data.fetchOne(
                database,
                sql: "SELECT school_id FROM event WHERE sequence = ? AND event_id = ? AND payload IS NOT NULL",
                arguments: [event.sequence, event.id.data])
            if let school = school.flatMap({ UUID(bytes: $0) }) { bySchool[school, default: []].append(event.sequence) }
        }
        return bySchool
    }
}
