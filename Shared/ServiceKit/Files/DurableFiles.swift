import CDispatch  // the toolchain counts timespec and stat as its part
import Crypto
import Foundation
import Glibc

/// File operations whose effect is on disk when they return.
enum DurableFiles {
    /// How much is read at a time; bounds memory, not file size.
    private static let chunkSize = 1 << 20

    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// Syncs a file's bytes, or a directory's entries.
    static func sync(_ path: String) throws(SystemError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .last("sync", path) }
    }

    static func syncDirectory(of path: String) throws(SystemError) {
        try sync(directory(of: path))
    }

    static func directory(of path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    /// Gives `source` the name `target`, which must be free: what stands there is never overwritten.
    static func renameExclusively(_ source: String, to target: String) throws(SystemError) {
        guard link(source, target) == 0 else { throw .last("make", target) }
        guard unlink(source) == 0 else { throw .last("remove", source) }
        try syncDirectory(of: target)
    }

    static func remove(_ path: String) throws(SystemError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .last("remove", path) }
    }

    /// Creates a file of mode 0600 that must not exist yet, with these bytes, synced.
    static func create(_ path: String, _ bytes: Data) throws(SystemError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .last("create", path) }
        defer { close(descriptor) }
        try write(bytes, to: descriptor, path)
        guard fsync(descriptor) == 0 else { throw .last("sync", path) }
    }

    /// Copies a file's bytes into a new file of mode 0600, synced; `target` must not exist.
    static func copy(_ source: String, to target: String) throws(SystemError) {
        try create(target, Data())
        let output = open(target, O_WRONLY | O_CLOEXEC)
        guard output >= 0 else { throw .last("open", target) }
        defer { close(output) }
        try readChunks(of: source) { (chunk) throws(SystemError) in try write(chunk, to: output, target) }
        guard fsync(output) == 0 else { throw .last("sync", target) }
    }

    static func digest(_ path: String) throws(SystemError) -> String {
        var hash = SHA256()
        try readChunks(of: path) { (chunk) throws(SystemError) in hash.update(data: chunk) }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    static func size(_ path: String) throws(SystemError) -> Int64 {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .last("look at", path) }
        return Int64(status.st_size)
    }

    private static func readChunks(
        of path: String, _ body: (Data) throws(SystemError) -> Void
    ) throws(SystemError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open", path) }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: chunkSize)
        while true {
            let count = read(descriptor, &buffer, chunkSize)
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw .last("read", path)
            }
            if count == 0 { return }
            try body(Data(buffer[..<count]))
        }
    }

    private static func write(_ bytes: Data, to descriptor: Int32, _ path: String) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw .last("write", path)
            }
            rest = rest.dropFirst(count)
        }
    }
}
