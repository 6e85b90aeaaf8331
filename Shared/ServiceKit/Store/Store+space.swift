import EventFeed
import GRDB

extension Store {
    /// Refuses early what would run out of disk: SQLite rolls a whole transaction back when it is full.
    /// - Throws: ``StoreFailure`` with code `diskFull`, retriable.
    public func requireFreeSpace() throws(StoreFailure) {
        guard let free = options.freeBytes(path), free < options.minimumFreeBytes else { return }
        throw StoreFailure(
            .diskFull,
            "the disk of \(path) has \(free) bytes left, fewer than store.minimum-free (\(options.minimumFreeBytes)): "
                + "make room, writing then goes on by itself")
    }

    /// Bytes of the write-ahead log; 0 where there is none.
    public var walBytes: Int64 { (try? DurableFiles.size(path + "-wal")) ?? 0 }

    /// Bytes of the database file.
    public var databaseBytes: Int64 { (try? DurableFiles.size(path)) ?? 0 }

    /// Bytes free on the store's disk; nil where the system does not say.
    public var freeBytes: Int64? { options.freeBytes(path) }

    /// Moves the WAL into the database and cuts it to nothing, on the connection that does all writes. A reader that
    /// holds an old state keeps it from finishing; it is not waited for, because every write would wait too.
    /// - Returns: whether the WAL is empty now; if not, try again later.
    @discardableResult
    public func truncateWAL() async throws(StoreFailure) -> Bool {
        do {
            return try await pool.writeWithoutTransaction { database in
                try Self.checkpointed(database)
            }
        } catch {
            throw StoreFailure(classifying: error, doing: "checkpoint the store \(path)")
        }
    }

    private static func checkpointed(_ database: Database) throws -> Bool {
        do {
            try database.emptyWriteAheadLog(patience: 0)
            return true
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return false
        }
    }
}

extension Store {
    /// Whether there is more free disk than the configured minimum; unknown counts as room, SQLite will say.
    public var hasRoom: Bool { (try? requireFreeSpace()) != nil }
}
