import Foundation
import Glibc

/// Writes mails as files instead of sending them: what is done where no server is configured.
public struct MailFolder: Sendable {
    public let path: String

    /// The folder is made, with its mode 0700, when the first mail is written.
    public init(path: String) {
        self.path = path
    }

    /// A file operation that failed: what was tried, on which file, and the system's reason.
    public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        public let description: String

        init(_ operation: String, _ path: String, _ code: Int32 = errno) {
            description = "cannot \(operation) \(path): \(String(cString: strerror(code)))"
        }
    }

    /// Writes a mail as `<id>.eml`, readable by this user alone. It is on disk, whole and under its name, when this
    /// returns; a file of that name, the same mail written before, is replaced at one stroke.
    public func write(_ message: Data, id: UUID) throws(Failure) {
        let name = "\(path)/\(id.uuidString.lowercased()).eml"
        let draft = "\(name).draft"
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw Failure("make", path) }
        try create(draft, message)
        guard rename(draft, name) == 0 else { throw Failure("rename", draft) }
        try syncFolder()
    }

    private func create(_ draft: String, _ message: Data) throws(Failure) {
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Failure("create", draft) }
        defer { close(file) }
        var rest = message[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure("write", draft) }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0 else { throw Failure("sync", draft) }
    }

    private func syncFolder() throws(Failure) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw Failure("open", path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw Failure("sync", path) }
    }
}
