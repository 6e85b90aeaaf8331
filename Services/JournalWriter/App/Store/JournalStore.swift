import GRDB

/// The journal's state, on the connection and inside the transaction it was made with.
///
/// Decisions read from it; nothing but an event changes it (``apply(_:)``), so it is at any time the fold of the feed.
public struct JournalStore {
    let database: Database

    init(_ database: Database) { self.database = database }
}

/// The state's tables hold something that the journal never writes there.
struct DamagedState: Error, CustomStringConvertible {
    let what: String

    var description: String { "the journal's tables are damaged: \(what); verify the store and restore or rebuild it" }
}
