import GRDB

/// The settings of the writing connection that the store's promise rests on.
enum StoreSettings {
    /// GRDB sets `synchronous = NORMAL` when it turns WAL on, after its own preparation hook, so FULL is set once the
    /// pool stands and everything is read back: with NORMAL a power cut loses acknowledged commands. Deleted bytes are
    /// overwritten: what was erased must not lie about in free pages.
    static func applyAndVerify(_ database: Database, path: String) throws {
        try database.execute(
            sql: """
                PRAGMA synchronous = FULL;
                PRAGMA secure_delete = ON;
                PRAGMA journal_size_limit = \(Store.journalSizeLimit)
                """)
        let expected: [(name: String, value: String)] = [
            ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("trusted_schema", "0"),
            ("mmap_size", "0"), ("secure_delete", "1"), ("journal_size_limit", "\(Store.journalSizeLimit)"),
        ]
        for setting in expected {
            try verify(database, setting.name, setting.value, path)
        }
    }

    /// A build of SQLite without memory mapping answers nothing about it.
    static func verify(_ database: Database, _ name: String, _ expected: String, _ path: String) throws {
        let found = try String.fetchOne(database, sql: "PRAGMA \(name)")
        guard found == expected || (name == "mmap_size" && found == nil) else {
            throw StoreFailure(
                .settingRefused,
                "SQLite says \(name) = \(found ?? "nothing") for \(path), needed is \(expected): "
                    + "the store is not opened, because commits might be lost")
        }
    }
}
