/// What a restore would meet, as `restore --check` prints it in JSON: nothing is changed by looking.
struct RestoreCheck: Codable, Sendable, Equatable {
    /// What stands in the way, a sentence each.
    var problems: [String]
    /// The store that would be replaced.
    var store: String
    /// The file system it lies on, by its number.
    var device: UInt64
    var neededBytes: Int64
    /// What must be free beside it.
    var reservedBytes: Int64
    /// Absent where the system does not say.
    var freeBytes: Int64?
    /// Absent where the service has nothing that can be erased.
    var erasures: Erasures?

    /// The lists of erasures that were found.
    struct Erasures: Codable, Sendable, Equatable {
        var feed: String
        /// Where the service keeps its own.
        var lookedFor: String
        /// Whether there is one beside that which the backup carries: only such a one knows what was erased since.
        var isRecent: Bool
        var lists: [List]
        /// How many events the backup still holds that one of them names.
        var again: Int
    }

    struct List: Codable, Sendable, Equatable {
        var path: String
        var count: Int
    }

    init(
        problems: [String], store: String, device: UInt64 = 0, neededBytes: Int64 = 0, reservedBytes: Int64 = 0,
        freeBytes: Int64? = nil, erasures: Erasures? = nil
    ) {
        self.problems = problems
        self.store = store
        self.device = device
        self.neededBytes = neededBytes
        self.reservedBytes = reservedBytes
        self.freeBytes = freeBytes
        self.erasures = erasures
    }
}
