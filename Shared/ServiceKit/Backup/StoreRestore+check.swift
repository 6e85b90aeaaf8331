import CDispatch  // the toolchain counts timespec and stat as its part
import Foundation
import GRDB
import Glibc

extension StoreRestore {
    /// Looks at everything that ``run(backup:)`` could fail at before it changes anything, the backup's digest
    /// excepted.
    /// - Parameter again: how many events of the backup are to be erased again.
    func check(
        backup: String, erasures: ErasureLists?, again: (Database) throws -> Int
    ) throws -> RestoreCheck {
        var check = RestoreCheck(problems: [], store: options.path)
        let folder = Self.present(DurableFiles.directory(of: options.path))
        check.device = Self.device(of: folder)
        check.reservedBytes = options.minimumFreeBytes
        check.freeBytes = options.freeBytes(folder)
        if access(folder, W_OK) != 0 { check.problems.append("\(SystemError.last("write to", folder))") }
        if let holder = StoreLock.holder(of: options.path) {
            check.problems.append("the store \(options.path) is in use by \(holder): stop it first")
        }
        do {
            check.neededBytes = try fitting(backup)
            if let free = check.freeBytes, free < check.neededBytes + check.reservedBytes {
                check.problems.append(
                    "\(folder) has \(free) bytes left, the restored store needs \(check.neededBytes) and "
                        + "\(check.reservedBytes) are to stay free")
            }
            if let erasures { check.erasures = try erasures.report(again: try Self.read(backup, again)) }
        } catch {
            check.problems.append("\(error)")
        }
        return check
    }

    /// - Returns: how many bytes it has.
    private func fitting(_ backup: String) throws -> Int64 {
        let manifest = try BackupManifest.read(of: backup)
        try refuseUnfit(manifest, backup)
        let size = try DurableFiles.size(backup)
        guard size == manifest.size else {
            throw BackupFailure(
                .digestMismatch, "\(backup) has \(size) bytes, its manifest says \(manifest.size): use another")
        }
        try Self.refuseForeign(try Self.read(backup) { try StoreIdentity.read($0) }, manifest)
        return size
    }

    /// Without the check of the whole file, which the restore itself makes.
    private static func read<Value>(_ backup: String, _ body: (Database) throws -> Value) throws -> Value {
        var configuration = BackupCopy.configuration
        configuration.readonly = true
        let queue = try DatabaseQueue(path: backup, configuration: configuration)
        defer { try? queue.close() }
        return try queue.read(body)
    }

    /// The nearest folder above that is there: the rest is made.
    private static func present(_ folder: String) -> String {
        var url = URL(fileURLWithPath: folder)
        while !DurableFiles.exists(url.path), url.path != "/" { url.deleteLastPathComponent() }
        return url.path
    }

    private static func device(of folder: String) -> UInt64 {
        var status = stat()
        return stat(folder, &status) == 0 ? UInt64(status.st_dev) : 0
    }
}

extension StoreLock {
    /// Who holds a store's lock; nil where it is free. What a clean stop has left is not even locked for the look:
    /// whoever starts at this moment is not in its way.
    static func holder(of store: String) -> String? {
        let opened = open(store + ".lock", O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { return nil }
        defer { close(opened) }
        guard !isClean(opened) else { return nil }
        if flock(opened, LOCK_SH | LOCK_NB) == 0 {
            flock(opened, LOCK_UN)
            return nil
        }
        return holder(in: opened)
    }
}
