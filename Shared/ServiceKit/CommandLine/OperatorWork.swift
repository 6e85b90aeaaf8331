import Foundation
import GRDB

/// Performs operators' requests on an open store, the same way in the running service and offline.
public struct OperatorWork: Sendable {
    private var context: MaintenanceContext
    private let maintenance: ServiceMaintenance
    /// Reads again what may change while the service runs.
    let reloading = Reloading()

    public init(context: MaintenanceContext, maintenance: ServiceMaintenance) {
        self.context = context
        self.maintenance = maintenance
    }

    /// The same work, telling how far it has come.
    public func reporting(_ progress: @escaping @Sendable (_ done: Int64, _ total: Int64) -> Void) -> OperatorWork {
        var work = self
        work.context.progress = progress
        return work
    }

    /// - Throws: ``StoreFailure`` and ``BackupFailure``, and what the service's own maintenance throws.
    public func perform(_ request: OperatorRequest) async throws -> OperatorOutcome {
        switch request {
        case .backup(let directory): try await backup(directory)
        case .verify(let request): try await verify(request)
        case .rebuild(let request): try await maintenance.rebuild(request, context)
        case .skip(let request): try await maintenance.skip(request, context)
        }
    }

    private var backupDirectory: String { context.configuration[StandardKeys.backupDirectory] }

    /// Backups are named by real time also in a sample, whose simulated clock may be standing still.
    private func backup(_ directory: String?) async throws -> OperatorOutcome {
        let backup = StoreBackup(
            store: context.store, directory: directory ?? backupDirectory,
            extras: { [extras = maintenance.backupExtras] database in
                try extras(database).merging(FeedMaintenance.cursors(in: database)) { own, _ in own }
            })
        let (path, manifest) = try await backup.make()
        try await note(manifest, madeIn: directory)
        return OperatorOutcome(succeeded: true, lines: ["backup \(path)", "sha256 \(manifest.sha256)"])
    }

    /// Of a backup that lies elsewhere the usual folder keeps the manifest: what was backed up last is looked for
    /// there.
    private func note(_ manifest: BackupManifest, madeIn directory: String?) async throws {
        guard let directory, directory != backupDirectory else { return }
        try await BlockingWork.run { [backupDirectory] in
            try FileManager.default.createDirectory(
                atPath: backupDirectory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let path = BackupManifest.path(of: "\(backupDirectory)/\(manifest.file)")
            if !DurableFiles.exists(path) { try DurableFiles.create(path, manifest.json) }
        }
    }

    private func verify(_ request: VerifyRequest) async throws -> OperatorOutcome {
        let check = request.isFull ? "integrity_check" : "quick_check"
        let findings = try await context.store.pool.unsafeRead { database in
            try String.fetchAll(database, sql: "PRAGMA \(check)(10)")
        }
        guard findings == ["ok"] else {
            throw StoreFailure(
                .fatal, "the store \(context.store.path) is damaged: " + findings.joined(separator: "; "))
        }
        let newest = try await BlockingWork.run { [backupDirectory, service = context.store.identity.service] in
            try BackupManifest.newest(in: backupDirectory, of: service)
        }
        let outcome = try await maintenance.verify(request, newest, context)
        return OperatorOutcome(succeeded: outcome.succeeded, lines: ["SQLite \(check): ok"] + outcome.lines)
    }
}

extension BackupManifest {
    /// The newest complete backup of a service in a directory; nil where there is none. A manifest that cannot be read
    /// is no complete backup's: `restore` says of it what is wrong.
    public static func newest(in directory: String, of service: String) throws -> BackupManifest? {
        guard DurableFiles.exists(directory) else { return nil }
        let manifests = try FileManager.default.contentsOfDirectory(atPath: directory)
            .filter { $0.hasPrefix(service + "-") && $0.hasSuffix(suffix) }
            .compactMap { try? read(of: "\(directory)/\($0.dropLast(suffix.count)).sqlite") }
        return manifests.filter { $0.service == service }.max { $0.createdAt < $1.createdAt }
    }
}
