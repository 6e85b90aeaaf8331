import GRDB
import ServiceKit

/// A schema of one table, and the stores tests make of it.
enum StoreFixture {
    static let migration = StoreMigration(
        name: "bells-1", sql: "CREATE TABLE bell (id INTEGER PRIMARY KEY, ring TEXT NOT NULL) STRICT;")
    static let schema = StoreSchema(service: "bell-keeper", migrations: [migration])

    static func options(
        _ directory: String, purpose: StoreOptions.Purpose = .run, isSample: Bool = false, command: String = "test",
        minimumFreeBytes: Int64 = 0, freeBytes: @escaping FreeBytes = { _ in nil }
    ) -> StoreOptions {
        StoreOptions(
            path: "\(directory)/bells.sqlite", purpose: purpose, isSample: isSample, command: command,
            minimumFreeBytes: minimumFreeBytes, freeBytes: freeBytes, now: { 1_788_251_400_000_000 })
    }

    static func open(_ directory: String, isSample: Bool = false) throws -> Store {
        try Store.open(options(directory, isSample: isSample), schema: schema)
    }

    /// Makes a store, writes rings into it and closes it.
    static func make(_ directory: String, isSample: Bool = false, rings: [String] = []) throws {
        let store = try open(directory, isSample: isSample)
        try store.pool.write { try insert(rings, $0) }
        try store.close()
    }

    static func insert(_ rings: [String], _ database: Database) throws {
        for ring in rings { try database.execute(sql: "INSERT INTO bell (ring) VALUES (?)", arguments: [ring]) }
    }

    static func rings(_ directory: String, isSample: Bool = false) throws -> [String] {
        let store = try open(directory, isSample: isSample)
        let rings = try store.pool.read { try String.fetchAll($0, sql: "SELECT ring FROM bell ORDER BY id") }
        try store.close()
        return rings
    }
}
