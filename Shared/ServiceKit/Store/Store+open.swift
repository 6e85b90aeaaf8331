import Foundation
import GRDB
import Glibc

extension Store {
    /// Opens or makes a service's store.
    /// - Throws: ``StoreFailure``; nothing of an existing store was changed unless migrations were asked for.
    public static func open(_ options: StoreOptions, schema: StoreSchema) throws(StoreFailure) -> Store {
        let lock = try StoreLock(store: options.path, command: options.command)
        let existed = DurableFiles.exists(options.path)
        do {
            try prepareFile(options)
            let pool = try openPool(options)
            let isUnclean = existed && !lock.followsCleanStop
            if isUnclean { try quickCheck(pool, options.path) }
            let identity = try StoreMigrator(options: options, schema: schema).run(pool)
            return Store(
                options, schema: schema, pool: pool, identity: identity, lock: lock, followedUncleanStop: isUnclean)
        } catch {
            // The mark of the last stop is kept: what was not opened was not made unclean either.
            try? lock.release(clean: lock.followsCleanStop || !existed)
            throw StoreFailure(classifying: error, doing: "open the store \(options.path)")
        }
    }

    /// The file is made before SQLite sees it, so that it, its WAL and its index are readable by their owner alone.
    private static func prepareFile(_ options: StoreOptions) throws {
        let path = options.path
        guard !DurableFiles.exists(StoreRestore.workFile(of: path)) else {
            throw StoreFailure(
                .interruptedRestore,
                "a restore of \(path) was interrupted: run restore again, or remove \(StoreRestore.workFile(of: path)) "
                    + "if the present store is to be kept")
        }
        if !DurableFiles.exists(path) {
            guard options.purpose != .maintain else {
                throw StoreFailure(.missing, "there is no store at \(path): run makes it, or restore brings one back")
            }
            guard (try? DurableFiles.size(path + "-wal")) ?? 0 == 0 else {
                throw StoreFailure(.missing, "the store \(path) is gone but its WAL is there: restore it from a backup")
            }
            try DurableFiles.create(path, Data())
            try DurableFiles.syncDirectory(of: path)
        }
        guard chmod(path, 0o600) == 0 else { throw SystemError.last("set the mode of", path) }
    }

    private static func openPool(_ options: StoreOptions) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeout)
        configuration.maximumReaderCount = options.readerCount
        configuration.label = "store"
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0")
            if database.configuration.readonly { try database.execute(sql: "PRAGMA wal_autocheckpoint = 0") }
        }
        let pool = try DatabasePool(path: options.path, configuration: configuration)
        try pool.writeWithoutTransaction { try StoreSettings.applyAndVerify($0, path: options.path) }
        return pool
    }

    private static func quickCheck(_ pool: DatabasePool, _ path: String) throws {
        let findings = try pool.writeWithoutTransaction { try String.fetchAll($0, sql: "PRAGMA quick_check(10)") }
        guard findings == ["ok"] else {
            throw StoreFailure(
                .fatal, "the store \(path) is damaged (\(findings.joined(separator: "; "))): restore it from a backup")
        }
    }
}
