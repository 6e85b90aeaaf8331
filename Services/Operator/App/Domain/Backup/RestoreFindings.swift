/// What a service's own program says a restore would meet, as its `restore --check` prints it.
struct RestoreFindings: Codable, Equatable, Sendable {
    /// What stands in the way, a sentence each.
    var problems: [String]
    /// The store that would be replaced.
    var store: String
    /// The file system it lies on, by its number.
    var device: UInt64
    var neededBytes: Int64
    /// What must be free beside it.
    var reservedBytes: Int64
    /// Nil where the system does not say.
    var freeBytes: Int64?
    /// Nil where nothing of the service can be erased.
    var erasures: Erasures?

    /// The lists of erasures that were found.
    struct Erasures: Codable, Equatable, Sendable {
        var feed: String
        /// Where the service keeps its own.
        var lookedFor: String
        /// Whether there is one beside that which the backup carries.
        var isRecent: Bool
        var lists: [List]
        /// How many events the backup still holds that one of them names.
        var again: Int
    }

    struct List: Codable, Equatable, Sendable {
        var path: String
        var count: Int
    }
}
