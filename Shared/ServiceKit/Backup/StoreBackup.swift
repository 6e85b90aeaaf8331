import Foundation
import GRDB

/// Copies a store that may be in use into a new file, checks the copy and writes its manifest. Nothing is overwritten.
public struct StoreBackup: Sendable {
    /// Reads what the service adds to the manifest, from the copy, so that it is exactly what was copied.
    public typealias Extras = @Sendable (Database) throws -> [String: String]

    private let store: Store
    private let directory: String
    private let now: WallClock
    private let extras: Extras

    public init(
        store: Store, directory: String, now: @escaping WallClock = WallClocks.system,
        extras: @escaping Extras = { _ in [:] }
    ) {
        self.store = store
        self.directory = directory
        self.now = now
        self.extras = extras
    }

    /// - Returns: the backup's path and manifest, both on disk.
    /// - Throws: ``BackupFailure`` or ``StoreFailure``; no partial backup is left behind.
    public func make() async throws -> (path: String, manifest: BackupManifest) {
        let createdAt = now()
        let path = "\(directory)/\(store.identity.service)-\(TimestampText.basic(createdAt)).sqlite"
        try requireFree(path)
        try requireSpace()
        let draft = path + ".partial"
        do {
            try await copy(to: draft)
            let manifest = try await BlockingWork.run { try publish(draft, as: path, createdAt) }
            return (path, manifest)
        } catch {
            for partial in [draft, draft + BackupManifest.suffix] { try? DurableFiles.remove(partial) }
            throw classified(error)
        }
    }

    private func requireFree(_ path: String) throws {
        for taken in [path, BackupManifest.path(of: path)] where DurableFiles.exists(taken) {
            throw BackupFailure(.exists, "\(taken) is already there: a backup overwrites nothing, try again")
        }
    }

    private func requireSpace() throws {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let needed = store.databaseBytes + store.walBytes
        guard let free = store.options.freeBytes(directory), free < needed + store.options.minimumFreeBytes else {
            return
        }
        throw StoreFailure(.diskFull, "a backup of \(store.path) needs \(needed) bytes, \(directory) has \(free) left")
    }

    /// On a reader: `DatabasePool.vacuum(into:)` would hold the writer, and every command, for the whole copy. The
    /// empty file is made first, for its mode.
    private func copy(to draft: String) async throws {
        try DurableFiles.create(draft, Data())
        try await store.pool.unsafeRead { database in
            try database.execute(sql: "VACUUM INTO ?", arguments: [draft])
        }
    }

    private func publish(_ draft: String, as path: String, _ createdAt: Int64) throws -> BackupManifest {
        try DurableFiles.sync(draft)
        let (version, extras) = try inspect(draft)
        let manifest = BackupManifest(
            format: BackupManifest.currentFormat, service: store.identity.service, isSample: store.identity.isSample,
            schemaVersion: version, createdAt: createdAt, file: URL(fileURLWithPath: path).lastPathComponent,
            size: try DurableFiles.size(draft), sha256: try DurableFiles.digest(draft), extras: extras)
        try DurableFiles.renameExclusively(draft, to: path)
        // The manifest comes last: a backup without one is not complete.
        let draftManifest = draft + BackupManifest.suffix
        try DurableFiles.create(draftManifest, manifest.json)
        try DurableFiles.renameExclusively(draftManifest, to: BackupManifest.path(of: path))
        try DurableFiles.syncDirectory(of: path)
        return manifest
    }

    private func inspect(_ copy: String) throws -> (version: Int, extras: [String: String]) {
        try BackupCopy.read(copy) { database in
            (try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0, try extras(database))
        }
    }

    private func classified(_ error: any Error) -> any Error {
        switch error {
        case is BackupFailure: error
        case let error as SystemError: BackupFailure(.unwritable, "no backup was made: \(error)")
        default: StoreFailure(classifying: error, doing: "back up \(store.path) to \(directory)")
        }
    }
}

/// A copy of a store, looked at without changing it.
enum BackupCopy {
    /// A copy may have been anywhere: functions its schema names are not trusted.
    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA mmap_size = 0") }
        return configuration
    }

    /// Checks the whole file by SQLite's `integrity_check`, then reads from it.
    /// - Throws: ``BackupFailure`` with code `damaged`.
    static func read<Value>(_ path: String, _ body: (Database) throws -> Value) throws -> Value {
        var configuration = self.configuration
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        return try queue.read { database in
            let findings = try String.fetchAll(database, sql: "PRAGMA integrity_check(10)")
            guard findings == ["ok"] else {
                throw BackupFailure(.damaged, "\(path) is damaged: \(findings.joined(separator: "; "))")
            }
            return try body(database)
        }
    }
}
