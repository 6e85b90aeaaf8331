import GRDB

/// Who a store belongs to; fixed when the store is made.
public struct StoreIdentity: Sendable, Equatable {
    public let service: String
    /// Microseconds UTC.
    public let createdAt: Int64
    /// A sample may run on a simulated clock and die at fault points; a real store never.
    public let isSample: Bool

    static func read(_ database: Database) throws -> StoreIdentity? {
        guard try database.tableExists("store_identity"),
            let row = try Row.fetchOne(database, sql: "SELECT service, created_at, is_sample FROM store_identity")
        else { return nil }
        return StoreIdentity(service: row["service"], createdAt: row["created_at"], isSample: row["is_sample"])
    }

    func insert(_ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO store_identity (id, service, created_at, is_sample) VALUES (1, ?, ?, ?)",
            arguments: [service, createdAt, isSample])
    }
}
