import Foundation
import GRDB

/// Puts a backup in a store's place. The store must not be in use; what was there is kept aside.
public struct StoreRestore: Sendable {
    /// Changes the restored store before it takes its place, in one transaction: renews the epoch, reapplies erasures.
    public typealias Transform = @Sendable (Database, BackupManifest) throws -> Void

    /// What was done.
    public struct Outcome: Sendable, Equatable {
        public let manifest: BackupManifest
        /// Where the store that was replaced lies now; nil where there was none.
        public let setAside: String?
    }

    let options: StoreOptions
    private let schema: StoreSchema
    private let transform: Transform

    public init(options: StoreOptions, schema: StoreSchema, transform: @escaping Transform = { _, _ in }) {
        self.options = options
        self.schema = schema
        self.transform = transform
    }

    /// The copy being prepared; its presence says that a restore did not finish.
    static func workFile(of path: String) -> String { path + ".restoring" }

    /// - Throws: ``StoreFailure`` with code `locked` naming the holder; ``BackupFailure``; then nothing was changed.
    public func run(backup: String) throws -> Outcome {
        let lock = try StoreLock(store: options.path, command: options.command)
        let before = lock.followsCleanStop
        do {
            let outcome = try restore(backup)
            try lock.release(clean: true)
            return outcome
        } catch {
            try? lock.release(clean: before)
            throw Self.classified(error, options.path)
        }
    }

    private func restore(_ backup: String) throws -> Outcome {
        let manifest = try BackupManifest.read(of: backup)
        try refuseUnfit(manifest, backup)
        try manifest.check(backup)
        let work = Self.workFile(of: options.path)
        for stale in [work, work + "-journal"] { try DurableFiles.remove(stale) }
        do {
            try DurableFiles.copy(backup, to: work)
            try prepare(work, manifest)
        } catch {
            try? DurableFiles.remove(work)
            throw error
        }
        let setAside = try setAsidePresent()
        try DurableFiles.renameExclusively(work, to: options.path)
        return Outcome(manifest: manifest, setAside: setAside)
    }

    func refuseUnfit(_ manifest: BackupManifest, _ backup: String) throws {
        let kind = { (isSample: Bool) in isSample ? "a sample" : "a real store" }
        if manifest.service != schema.service {
            throw BackupFailure(.unfit, "\(backup) is a backup of \(manifest.service), not of \(schema.service)")
        }
        if manifest.schemaVersion > schema.version {
            throw BackupFailure(
                .unfit,
                "\(backup) has schema \(manifest.schemaVersion), this version knows \(schema.version): use a newer one")
        }
        if manifest.isSample != options.isSample {
            throw BackupFailure(
                .unfit, "\(backup) is \(kind(manifest.isSample)), the configuration asks for \(kind(options.isSample))")
        }
    }

    /// Checks the copy, compares its own identity, lets the service change it, and brings it to disk.
    private func prepare(_ work: String, _ manifest: BackupManifest) throws {
        try Self.refuseForeign(try BackupCopy.read(work) { try StoreIdentity.read($0) }, manifest)
        let queue = try DatabaseQueue(path: work, configuration: BackupCopy.configuration)
        // What the service erases again must not be left in free pages.
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        try queue.write { try transform($0, manifest) }
        try queue.close()
        try DurableFiles.sync(work)
    }

    static func refuseForeign(_ identity: StoreIdentity?, _ manifest: BackupManifest) throws(BackupFailure) {
        guard let identity, identity.service == manifest.service, identity.isSample == manifest.isSample else {
            throw BackupFailure(.unfit, "the backup is not of the service or kind its manifest says")
        }
    }

    /// The database goes first: should the process die in between, a WAL without its database is refused by `open`,
    /// while a database without its WAL would look whole. A WAL left alone is moved too: SQLite would replay it into
    /// the restored file.
    private func setAsidePresent() throws -> String? {
        let path = options.path
        let present = ["", "-wal", "-shm"].filter { DurableFiles.exists(path + $0) }
        guard !present.isEmpty else { return nil }
        let aside = "\(path).replaced-\(TimestampText.basic(options.now()))"
        for suffix in present {
            try DurableFiles.renameExclusively(path + suffix, to: aside + suffix)
        }
        return aside
    }

    private static func classified(_ error: any Error, _ path: String) -> any Error {
        switch error {
        case is BackupFailure, is StoreFailure: error
        case let error as SystemError: BackupFailure(.unwritable, "the store \(path) was not restored: \(error)")
        default: StoreFailure(classifying: error, doing: "restore the store \(path)")
        }
    }
}
