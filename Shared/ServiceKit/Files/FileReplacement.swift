import CDispatch  // the toolchain counts timespec and stat as its part
import Foundation
import Glibc

/// A file that is read, changed and put back whole: whoever reads it meanwhile sees the one or the other. Two that
/// change it wait for each other.
public struct FileReplacement {
    /// Gives a file to a user and a group, as chown(2).
    typealias ChangeOwner = @Sendable (_ path: String, uid_t, gid_t) -> Int32

    /// What stands in it.
    public let content: Data
    private let path: String
    private let status: stat
    private let changeOwner: ChangeOwner

    /// Locks the file while `body` looks at it and puts another in its place.
    public static func locked<Value>(_ path: String, _ body: (FileReplacement) throws -> Value) throws -> Value {
        try locked(path, changeOwner: { chown($0, $1, $2) }, body)
    }

    static func locked<Value>(
        _ path: String, changeOwner: @escaping ChangeOwner, _ body: (FileReplacement) throws -> Value
    ) throws -> Value {
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
            return try body(
                FileReplacement(content: content, path: path, status: held, changeOwner: changeOwner))
        }
    }

    /// Writes these bytes beside the file, under its owner and mode, on disk when it returns.
    /// - Parameter check: looks at the new file; what it throws leaves none.
    /// - Returns: where they lie.
    /// - Throws: ``OwnerNotKept`` where the new file cannot belong to whom the old one belongs.
    func draft(_ bytes: Data, check: (String) throws -> Void = { _ in }) throws -> String {
        let draft = "\(Self.draftName(of: path))\(getpid())"
        // Of one that was killed and had our number.
        try DurableFiles.remove(draft)
        try DurableFiles.create(draft, bytes)
        do {
            try check(draft)
            guard changeOwner(draft, status.st_uid, status.st_gid) == 0 else {
                throw OwnerNotKept(path: path, user: status.st_uid, group: status.st_gid)
            }
            guard chmod(draft, status.st_mode & 0o7777) == 0 else { throw SystemError.last("set the mode of", draft) }
            try DurableFiles.sync(draft)
        } catch {
            try? DurableFiles.remove(draft)
            throw error
        }
        return draft
    }

    /// What a draft's name begins with, before the number of the process that writes it.
    static func draftName(of file: String) -> String { file + ".new-" }

    /// Puts a draft in the file's place, on disk when it returns.
    func put(_ draft: String) throws {
        guard rename(draft, path) == 0 else { throw SystemError.last("replace", path) }
        try DurableFiles.syncDirectory(of: path)
    }

    /// Puts these bytes in the file's place, under its owner and mode, on disk when it returns.
    public func replace(with bytes: Data) throws {
        try put(try draft(bytes))
    }
}

/// A file was not replaced, because the new one would belong to somebody else and whoever reads the old one might not
/// read it.
public struct OwnerNotKept: Error, Sendable, CustomStringConvertible {
    public let path: String
    let user: uid_t
    let group: gid_t

    public var description: String {
        "\(path) belongs to user \(user) and group \(group), and what user \(geteuid()) writes in its place cannot: do "
            + "it as that user, or as root; nothing was changed"
    }
}
