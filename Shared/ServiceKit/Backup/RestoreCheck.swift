/// What a restore would meet, as `restore --check` prints it in JSON and the operator's command reads it: nothing is
/// changed by looking.
public struct RestoreCheck: Codable, Sendable, Equatable {
    /// What stands in the way, a sentence each.
    public var problems: [String]
    /// The store that would be replaced.
    public var store: String
    /// The file system it lies on, by its number.
    public var device: UInt64
    public var neededBytes: Int64
    /// What must be free beside it.
    public var reservedBytes: Int64
    /// Absent where the system does not say.
    public var freeBytes: Int64?
    /// Absent where the service has nothing that can be erased.
    public var erasures: Erasures?

    /// The lists of erasures that were found.
    public struct Erasures: Codable, Sendable, Equatable {
        public var feed: String
        /// Where the service keeps its own.
        public var lookedFor: String
        /// Whether there is one beside that which the backup carries: only such a one knows what was erased since.
        public var isRecent: Bool
        public var lists: [List]
        /// How many events the backup still holds that one of them names.
        public var again: Int

        public init(feed: String, lookedFor: String, isRecent: Bool, lists: [List], again: Int) {
            self.feed = feed
            self.lookedFor = lookedFor
            self.isRecent = isRecent
            self.lists = lists
            self.again = again
        }
    }

    /// A list of erasures.
    public struct List: Codable, Sendable, Equatable {
        public var path: String
        /// How many events it names.
        public var count: Int

        public init(path: String, count: Int) {
            self.path = path
            self.count = count
        }
    }

    public init(
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
