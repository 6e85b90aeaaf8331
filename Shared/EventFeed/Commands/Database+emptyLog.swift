import GRDB
import GRDBSQLite

extension Database {
    /// How long a turn of the writer waits for readers to leave the log: their transactions are short, except for a
    /// backup's, which is waited out turn by turn so that commands go on being answered. Milliseconds.
    public static var patienceForReaders: Int { 250 }

    /// Copies the whole write-ahead log into the file and cuts it down to nothing. Outside of a transaction only.
    /// - Parameter patience: how long readers are waited for, in milliseconds, at most the connection's busy timeout.
    /// - Throws: `DatabaseError`: SQLITE_BUSY if a reader still holds the log.
    public func emptyWriteAheadLog(patience: Int = patienceForReaders) throws {
        let usual = try Int.fetchOne(self, sql: "PRAGMA busy_timeout") ?? 0
        // No statements: those of a cancelled task are refused, and the short patience would stay.
        sqlite3_busy_timeout(sqliteConnection, CInt(min(usual, patience)))
        defer { sqlite3_busy_timeout(sqliteConnection, CInt(usual)) }
        _ = try checkpoint(.truncate)
    }
}
