import GRDB

/// Brings a store's schema up to date, or says why it does not fit.
struct StoreMigrator {
    let options: StoreOptions
    let schema: StoreSchema

    func run(_ pool: DatabasePool) throws -> StoreIdentity {
        let (identity, applied) = try pool.read { try (inspect($0), appliedNames($0)) }
        if let identity { try refuseForeign(identity) }
        if identity == nil, options.purpose == .maintain {
            throw StoreFailure(.missing, "the store \(options.path) is empty: run or migrate makes its schema")
        }
        try refuseUnfit(applied, isNew: identity == nil)
        var migrator = DatabaseMigrator()
        for (position, migration) in schema.migrations.enumerated() {
            migrator.registerMigration(migration.name) { try apply(migration, position: position, $0) }
        }
        try migrator.migrate(pool)
        guard let identity = try pool.read(StoreIdentity.read) else {
            throw StoreFailure(.foreignFile, "the store \(options.path) has no identity")
        }
        return identity
    }

    /// nil for a file without any table: one that is just being made.
    private func inspect(_ database: Database) throws -> StoreIdentity? {
        let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(
            database, sql: "SELECT count(*) FROM sqlite_master WHERE name <> 'grdb_migrations'")
        if application == 0, tables == 0 { return nil }
        guard application == StoreSchema.applicationID, let identity = try StoreIdentity.read(database) else {
            throw StoreFailure(.foreignFile, "\(options.path) is an SQLite file but no store of \(schema.service)")
        }
        return identity
    }

    private func appliedNames(_ database: Database) throws -> [(name: String, digest: String)] {
        guard try database.tableExists("store_migration") else { return [] }
        return try Row.fetchAll(database, sql: "SELECT name, digest FROM store_migration ORDER BY position")
            .map { ($0["name"], $0["digest"]) }
    }

    private func refuseForeign(_ identity: StoreIdentity) throws {
        guard identity.service == schema.service else {
            throw StoreFailure(
                .foreignFile, "\(options.path) is a store of \(identity.service), not of \(schema.service)")
        }
        guard identity.isSample == options.isSample else {
            let (made, asked) = identity.isSample ? ("a sample", "a real store") : ("a real store", "a sample")
            throw StoreFailure(
                .sampleMismatch,
                "the store \(options.path) was made as \(made) and stays one, the configuration asks for \(asked)")
        }
    }

    private func refuseUnfit(_ applied: [(name: String, digest: String)], isNew: Bool) throws {
        let known = Dictionary(uniqueKeysWithValues: schema.migrations.map { ($0.name, $0.digest) })
        for migration in applied {
            guard let digest = known[migration.name] else {
                throw StoreFailure(
                    .newerSchema,
                    "the store \(options.path) holds migration \(migration.name), which this version does not know: "
                        + "it was made by a newer version; use that, or restore a backup of before it")
            }
            guard digest == migration.digest else {
                throw StoreFailure(
                    .changedMigration,
                    "migration \(migration.name) of \(options.path) was applied from other SQL than this version holds")
            }
        }
        let due = schema.migrations.count - applied.count
        guard isNew || due == 0 || options.purpose == .migrate else {
            throw StoreFailure(
                .olderSchema, "the store \(options.path) needs \(due) migration(s): make a backup, then run migrate")
        }
    }

    private func apply(_ migration: StoreMigration, position: Int, _ database: Database) throws {
        try database.execute(sql: migration.sql)
        if migration.name == StoreSchema.identityMigration.name {
            try database.execute(sql: "PRAGMA application_id = \(StoreSchema.applicationID)")
            let identity = StoreIdentity(
                service: schema.service, createdAt: options.now(), isSample: options.isSample)
            try identity.insert(database)
        }
        try database.execute(
            sql: "INSERT INTO store_migration (position, name, digest, applied_at) VALUES (?, ?, ?, ?)",
            arguments: [position, migration.name, migration.digest, options.now()])
        try database.execute(sql: "PRAGMA user_version = \(position + 1)")
    }
}
