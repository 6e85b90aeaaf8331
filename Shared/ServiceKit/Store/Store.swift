import GRDB
import Synchronization

/// A service's SQLite file, opened so that what was committed is on disk: WAL, `synchronous = FULL` read back, one
/// process by lock file, one connection for all writes and checkpoints.
///
/// SQLite before 3.51.3 can corrupt a WAL file when two connections write or checkpoint at once; nothing else may
/// open the file for writing, and readers never checkpoint.
public final class Store: Sendable {
    /// The WAL is cut down to this size after a checkpoint that emptied it. Bytes.
    public static let journalSizeLimit: Int64 = 64 << 20
    /// How long a connection waits for another. Seconds.
    public static let busyTimeout = 5.0

    public let path: String
    public let pool: DatabasePool
    public let schema: StoreSchema
    public let identity: StoreIdentity
    /// Whether the last process to hold the store died; the file was then checked when it was opened.
    public let followedUncleanStop: Bool
    let options: StoreOptions
    private let lock: StoreLock
    private let isClosed = Mutex(false)

    init(
        _ options: StoreOptions, schema: StoreSchema, pool: DatabasePool, identity: StoreIdentity, lock: StoreLock,
        followedUncleanStop: Bool
    ) {
        self.options = options
        self.schema = schema
        self.pool = pool
        self.identity = identity
        self.lock = lock
        self.followedUncleanStop = followedUncleanStop
        path = options.path
    }

    /// Empties the WAL, closes every connection and leaves the mark of a clean stop. A second call does nothing.
    /// - Throws: ``StoreFailure``; the next start then checks the file.
    public func close() throws(StoreFailure) {
        guard isClosed.withLock({ closed in !exchange(&closed, true) }) else { return }
        do {
            try pool.writeWithoutTransaction { database in
                // A task cancelled at the end of its last statement leaves an interruption behind; the next statement
                // takes it away, a checkpoint would fail of it.
                try database.execute(sql: "SELECT 1")
                _ = try database.checkpoint(.truncate)
            }
            try pool.close()
        } catch {
            try? lock.release(clean: false)
            throw StoreFailure(classifying: error, doing: "close the store \(path)")
        }
        try lock.release(clean: true)
    }

    private func exchange(_ value: inout Bool, _ new: Bool) -> Bool {
        defer { value = new }
        return value
    }
}
