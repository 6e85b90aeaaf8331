import Foundation
import GRDB
import ServiceKit
import Testing

@Suite("A store's identity and schema")
struct StoreIdentityTests {
    private typealias Fixture = StoreFixture

    @Test("A sample stays a sample and a real store a real one", arguments: [true, false])
    func sampleMark(isSample: Bool) throws {
        try withTemporaryDirectory { directory in
            try Fixture.make(directory, isSample: isSample)
            let failure = #expect(throws: StoreFailure.self) { try Fixture.open(directory, isSample: !isSample) }
            #expect(failure?.code == .sampleMismatch)
            let store = try Fixture.open(directory, isSample: isSample)
            #expect(store.identity.isSample == isSample)
            try store.close()
        }
    }

    @Test(
        "No statement changes or removes the identity",
        arguments: [
            "UPDATE store_identity SET is_sample = 1", "DELETE FROM store_identity",
            "INSERT INTO store_identity (id, service, created_at, is_sample) VALUES (2, 'x', 1, 1)",
            "INSERT OR REPLACE INTO store_identity (id, service, created_at, is_sample) VALUES (1, 'x', 1, 1)",
        ])
    func protected(_ sql: String) throws {
        try withTemporaryDirectory { directory in
            let store = try Fixture.open(directory)
            #expect(throws: DatabaseError.self) { try store.pool.write { try $0.execute(sql: sql) } }
            let row = try store.pool.read {
                try Row.fetchAll($0, sql: "SELECT id, service, is_sample FROM store_identity")
            }
            #expect(row == [["id": 1, "service": "bell-keeper", "is_sample": 0]])
            try store.close()
        }
    }

    @Test("A store of another service is refused by name")
    func foreignService() throws {
        try withTemporaryDirectory { directory in
            try Fixture.make(directory)
            let other = StoreSchema(service: "notifier", migrations: [])
            let failure = #expect(throws: StoreFailure.self) {
                try Store.open(Fixture.options(directory), schema: other)
            }
            #expect(failure?.code == .foreignFile)
            #expect(failure?.message == "\(directory)/bells.sqlite is a store of bell-keeper, not of notifier")
        }
    }

    @Test("An SQLite file that is no store is refused and left as it is")
    func foreignFile() throws {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/bells.sqlite"
            let queue = try DatabaseQueue(path: path)
            try queue.write { try $0.execute(sql: "CREATE TABLE other (a)") }
            try queue.close()
            let failure = #expect(throws: StoreFailure.self) { try Fixture.open(directory) }
            #expect(failure?.code == .foreignFile)
        }
    }

    @Test("A file that is no database is refused as untrustworthy")
    func noDatabase() throws {
        try withTemporaryDirectory { directory in
            try write(String(repeating: "no database ", count: 1_000), to: "\(directory)/bells.sqlite")
            let failure = #expect(throws: StoreFailure.self) { try Fixture.open(directory) }
            #expect(failure?.isFatal == true)
        }
    }

    private static let second = StoreMigration(
        name: "bells-2", sql: "ALTER TABLE bell ADD COLUMN volume INTEGER NOT NULL DEFAULT 1;")
    private static let newer = StoreSchema(service: "bell-keeper", migrations: [Fixture.migration, second])

    @Test("A store of a newer schema is refused, naming the migration")
    func newerSchema() throws {
        try withTemporaryDirectory { directory in
            try Store.open(Fixture.options(directory), schema: Self.newer).close()
            let failure = #expect(throws: StoreFailure.self) { try Fixture.open(directory) }
            #expect(failure?.code == .newerSchema)
            #expect(failure?.message.contains("holds migration bells-2, which this version does not know") == true)
            let migrating = #expect(throws: StoreFailure.self) {
                try Store.open(Fixture.options(directory, purpose: .migrate), schema: Fixture.schema)
            }
            #expect(migrating?.code == .newerSchema)
        }
    }

    @Test("A store of an older schema is refused by run and brought up to date by migrate")
    func olderSchema() throws {
        try withTemporaryDirectory { directory in
            try Fixture.make(directory, rings: ["a"])
            let failure = #expect(throws: StoreFailure.self) {
                try Store.open(Fixture.options(directory), schema: Self.newer)
            }
            #expect(failure?.code == .olderSchema)
            #expect(failure?.message.hasSuffix("needs 1 migration(s): make a backup, then run migrate") == true)
            try Store.open(Fixture.options(directory, purpose: .migrate), schema: Self.newer).close()
            let store = try Store.open(Fixture.options(directory), schema: Self.newer)
            let row = try store.pool.read { try Row.fetchOne($0, sql: "SELECT ring, volume FROM bell") }
            #expect(row == ["ring": "a", "volume": 1])
            try store.close()
        }
    }

    @Test("A migration whose SQL was edited after it was applied is refused")
    func editedMigration() throws {
        try withTemporaryDirectory { directory in
            try Fixture.make(directory)
            let edited = StoreMigration(name: "bells-1", sql: Fixture.migration.sql + " -- edited")
            let failure = #expect(throws: StoreFailure.self) {
                try Store.open(
                    Fixture.options(directory), schema: StoreSchema(service: "bell-keeper", migrations: [edited]))
            }
            #expect(failure?.code == .changedMigration)
        }
    }

    @Test("A migration that fails leaves the schema as it was")
    func failedMigration() throws {
        try withTemporaryDirectory { directory in
            try Fixture.make(directory, rings: ["a"])
            let broken = StoreMigration(name: "bells-2", sql: "CREATE TABLE half (a); CREATE TABLE bell (b);")
            #expect(throws: StoreFailure.self) {
                try Store.open(
                    Fixture.options(directory, purpose: .migrate),
                    schema: StoreSchema(service: "bell-keeper", migrations: [Fixture.migration, broken]))
            }
            #expect(try Fixture.rings(directory) == ["a"])
        }
    }
}
