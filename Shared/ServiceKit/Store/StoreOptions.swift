/// How a store is opened.
public struct StoreOptions: Sendable {
    public enum Purpose: Sendable, Equatable {
        /// Makes a missing store with the whole schema; refuses one that needs migrations.
        case run
        /// Makes a missing store or applies what migrations are due.
        case migrate
        /// Refuses a missing store and one that needs migrations.
        case maintain
    }

    public var path: String
    public var purpose: Purpose
    /// Whether a store that is made is a sample; an existing one must agree.
    public var isSample: Bool
    /// What a second opener is told about us, `journal-writer run`.
    public var command: String
    /// Below this, writes are refused with `diskFull`. Bytes.
    public var minimumFreeBytes: Int64
    public var freeBytes: FreeBytes
    /// The connections that read; each is a thread's work.
    public var readerCount: Int
    /// Stamps the identity and migrations.
    public var now: WallClock

    public init(
        path: String, purpose: Purpose = .run, isSample: Bool = false, command: String,
        minimumFreeBytes: Int64 = 256 << 20, freeBytes: @escaping FreeBytes = DiskSpace.system, readerCount: Int = 4,
        now: @escaping WallClock = WallClocks.system
    ) {
        self.path = path
        self.purpose = purpose
        self.isSample = isSample
        self.command = command
        self.minimumFreeBytes = minimumFreeBytes
        self.freeBytes = freeBytes
        self.readerCount = readerCount
        self.now = now
    }
}
