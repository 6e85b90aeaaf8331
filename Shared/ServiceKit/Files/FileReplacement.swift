import CDispatch  // the toolchain counts timespec and stat as its part
import Foundation
import Glibc

/// A file that is read, changed and put back whole: whoever reads it meanwhile sees the one or the other. Two that
/// change it wait for each other.
public struct FileReplacement {
    /// What stands in it.
    public let content: Data
    private let path: String
    private let status: stat

    /// Locks the file while `body` looks at it and puts another in its place.
    public static func locked<Value>(_ path: String, _ body: (FileReplacement) throws -> Value) throws -> Value {
        while true {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw SystemError.last("open", path) }
            defer { close(descriptor) }
            guard flock(descriptor, LOCK_EX) == 0 else { throw SystemError.last("lock", path) }
            var (held, present) = (stat(), stat())
            guard fstat(descriptor, &held) == 0 else { throw SystemError.last("look at", path) }
            // Another has put a new file here while this one waited for the old one's lock.
            guard stat(path, &present) == 0, held.st_ino == present.st_ino else { continue }
            let content = try Data(contentsOf: URL(fileURLWithPath: path))
            return try body(FileReplacement(content: content, path: path, status: held))
        }
    }

    /// Puts these bytes in the file's place, under its owner and mode, on disk when it returns.
    /// - Parameter check: looks at the new file before it takes the place; what it throws leaves the old one.
    public func replace(with bytes: Data, check: (String) throws -> Void = { _ in }) throws {
        let draft = "\(path).new-\(getpid())"
        try DurableFiles.create(draft, bytes)
        do {
            try check(draft)
            // Only root may give files away; anybody else's file is their own already, or the draft's group must do.
            guard chown(draft, status.st_uid, status.st_gid) == 0 || geteuid() != 0 else {
                throw SystemError.last("give away", draft)
            }
            guard chmod(draft, status.st_mode & 0o7777) == 0 else { throw SystemError.last("set the mode of", draft) }
            guard rename(draft, path) == 0 else { throw SystemError.last("replace", path) }
        } catch {
            try? DurableFiles.remove(draft)
            throw error
        }
        try DurableFiles.syncDirectory(of: path)
    }
}
