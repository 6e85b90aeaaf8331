import EventFeed
import GRDB
import School

/// Short read transactions on the journal's state, for pages and answers.
struct JournalReader: Sendable {
    private let database: any DatabaseReader
    /// The zones read so far.
    let zones: ZoneShelf

    init(_ database: any DatabaseReader, zones: ZoneShelf = ZoneShelf()) {
        self.database = database
        self.zones = zones
    }

    /// Reads one state of the journal: what several calls of `body` find belongs together.
    func read<Value: Sendable>(_ body: @escaping @Sendable (JournalStore) throws -> Value) async throws -> Value {
        try await database.read { try body(JournalStore($0)) }
    }
}
