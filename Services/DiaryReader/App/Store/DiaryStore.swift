import GRDB

/// What the diary owns, on the connection and inside the transaction it was made with.
///
/// Accounts and visits are the fold of the diary's feed: nothing but an event changes them (``apply(_:)``). Credentials
/// and sessions stand beside it: a feed is kept for good and read by others, and neither may be.
public struct DiaryStore {
    let database: Database

    init(_ database: Database) { self.database = database }
}

/// The tables hold something that the diary never writes there.
struct DamagedState: Error, CustomStringConvertible {
    let what: String

    var description: String { "the diary's tables are damaged: \(what); verify the store and restore or rebuild it" }
}
