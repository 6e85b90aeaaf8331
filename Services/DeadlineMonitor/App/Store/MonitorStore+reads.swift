import GRDB
import ServiceKit

extension MonitorStore {
    /// Where it is kept who looked at whose alerts.
    static func readSink(_ writer: any DatabaseWriter) -> @Sendable ([ReadRecord]) async throws -> Void {
        { records in try await writer.write { try ReadRecordTable.insert(records, into: $0) } }
    }
}
