import GRDB
import ServiceKit

/// Where records of reads end: one transaction a batch.
public struct ReadRecordSink: Sendable {
    private let database: any DatabaseWriter

    public init(_ database: any DatabaseWriter) { self.database = database }

    public func write(_ records: [ReadRecord]) async throws {
        try await database.write { try ReadRecordTable.insert(records, into: $0) }
    }
}
