import Foundation
import Glibc
import Synchronization

/// The one-process-per-store lock: an exclusive `flock` on `<store>.lock`, a file of its own because closing any
/// descriptor of the database file would drop SQLite's locks.
///
/// While held, the file names its holder. A clean stop replaces that by ``cleanMark``; any other content found under a
/// free lock says that the last holder died.
public final class StoreLock: Sendable {
    private static let cleanMark = "clean"
    /// A holder's line is one path and a few words.
    private static let contentLimit = 4_096

    /// Whether the last holder closed the store in order.
    public let followsCleanStop: Bool
    private let path: String
    private let descriptor: Mutex<Int32?>

    /// - Parameter command: what the holder is doing, `journal-writer run`; a second opener is told so.
    /// - Throws: ``StoreFailure`` with code `locked`, naming the holder.
    public init(store: String, command: String) throws(StoreFailure) {
        path = store + ".lock"
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw StoreFailure(.inaccessible, "\(SystemError.last("open", path))") }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(in: opened)
            close(opened)
            throw StoreFailure(.locked, "the store \(store) is in use by \(holder): stop it first")
        }
        followsCleanStop = Self.content(opened) == Self.cleanMark
        descriptor = Mutex(opened)
        try write("process \(getpid()) (\(command))")
    }

    /// Gives the lock back.
    /// - Parameter clean: whether the store was closed in order.
    public func release(clean: Bool) throws(StoreFailure) {
        defer { unlock() }
        if clean { try write(Self.cleanMark) }
    }

    deinit {
        unlock()
    }

    /// Unlocks before closing: a child process that is just being started may still share the descriptor.
    private func unlock() {
        descriptor.withLock { held in
            guard let descriptor = held else { return }
            flock(descriptor, LOCK_UN)
            close(descriptor)
            held = nil
        }
    }

    private func write(_ content: String) throws(StoreFailure) {
        let failure = descriptor.withLock { held -> SystemError? in
            guard let held else { return nil }
            let bytes = Array(content.utf8)
            guard ftruncate(held, 0) == 0, pwrite(held, bytes, bytes.count, 0) == bytes.count, fsync(held) == 0 else {
                return .last("write", path)
            }
            return nil
        }
        if let failure { throw StoreFailure(.inaccessible, "\(failure)", underlying: failure) }
    }

    /// Whether the last holder is gone in order.
    static func isClean(_ descriptor: Int32) -> Bool { content(descriptor) == cleanMark }

    /// What the holder wrote of itself.
    static func holder(in descriptor: Int32) -> String {
        let content = content(descriptor)
        return content.isEmpty || content == cleanMark ? "another process" : content
    }

    private static func content(_ descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: contentLimit)
        let count = pread(descriptor, &buffer, contentLimit, 0)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}
