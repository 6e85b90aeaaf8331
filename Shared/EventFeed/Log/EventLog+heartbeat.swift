import GRDB

extension EventLog {
    /// Notes on disk that the owner lived until now and recorded nothing: consumers may take what is missing for
    /// missing up to here. Whatever is recorded later is later than this, even if the clock is set back.
    func beat(in database: Database) throws {
        let newest = try tail(in: database).lastInstant
        try database.execute(sql: "UPDATE feed_identity SET heartbeat = ?", arguments: [max(now(), newest)])
    }
}
