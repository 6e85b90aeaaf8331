import Crypto
import Foundation

/// One step of a store's schema: frozen SQL that is never edited once released, and knows no type of the program.
public struct StoreMigration: Sendable, Equatable {
    /// Unique within a store, `journal-1-lessons`; recorded when applied.
    public let name: String
    public let sql: String

    public init(name: String, sql: String) {
        self.name = name
        self.sql = sql
    }

    /// Recorded beside the name, so that an edited migration is noticed.
    var digest: String {
        SHA256.hash(data: Data(sql.utf8)).map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
    }
}

/// What a service's store holds: the service's name and its migrations in the order they are applied.
public struct StoreSchema: Sendable {
    public let service: String
    public let migrations: [StoreMigration]

    public init(service: String, migrations: [StoreMigration]) {
        self.service = service
        self.migrations = [Self.identityMigration] + migrations
    }

    /// The number kept in `user_version` and in manifests: how many migrations there are.
    public var version: Int { migrations.count }

    /// Bytes "ZVNK" in `application_id`, by which `file` and we know our stores.
    static let applicationID: Int32 = 0x5A56_4E4B

    /// Who the store belongs to and whether it is a sample: written once, guarded by the schema itself.
    static let identityMigration = StoreMigration(
        name: "servicekit-1-identity",
        sql: """
            CREATE TABLE store_identity (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                service TEXT NOT NULL CHECK (service <> ''),
                created_at INTEGER NOT NULL CHECK (created_at > 0),
                is_sample INTEGER NOT NULL CHECK (is_sample IN (0, 1))
            ) STRICT;
            CREATE TRIGGER store_identity_keeps BEFORE UPDATE ON store_identity
            BEGIN SELECT RAISE(ABORT, 'the identity of a store never changes'); END;
            CREATE TRIGGER store_identity_stays BEFORE DELETE ON store_identity
            BEGIN SELECT RAISE(ABORT, 'the identity of a store never changes'); END;
            CREATE TRIGGER store_identity_once BEFORE INSERT ON store_identity
            WHEN EXISTS (SELECT 1 FROM store_identity)
            BEGIN SELECT RAISE(ABORT, 'the identity of a store never changes'); END;
            CREATE TABLE store_migration (
                position INTEGER PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                digest TEXT NOT NULL CHECK (length(digest) = 64),
                applied_at INTEGER NOT NULL
            ) STRICT;
            """)
}
