import CZeroMQ
import Glibc

/// Key files hold the secret key alone: 40 characters of Z85 and a line end. The public key follows from it.
extension CurveKeyPair {
    /// The key, a line end of one or two bytes, and one byte more to notice that there is more.
    private static let fileBytes = Z85.textLength + 3

    /// Reads a key file.
    ///
    /// - Throws: ``ZeroMQError/Code/keyFile`` if it cannot be read, is no regular file, is not owned by the user this
    ///   process runs as, lets anybody else in (its mode must be 0600 or stricter), or holds anything but one key.
    public init(contentsOf path: String) throws(ZeroMQError) {
        // NONBLOCK so that a FIFO in its place is refused and not waited for.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        let error = errno
        guard descriptor >= 0 else { throw ZeroMQError(errno: error, "open key file", on: path, code: .keyFile) }
        defer { czmq_close(descriptor) }
        // The open file is asked, not the path: nobody can exchange it in between.
        try Self.checkAccess(of: descriptor, at: path)
        let text = try Self.readText(descriptor, at: path)
        do throws(ZeroMQError) {
            try self.init(secretKey: CurveSecretKey(z85: text))
        } catch {
            throw Self.refused(path, "\(error.reason); expected one secret key in Z85")
        }
    }

    /// Writes the secret key to a new file of mode 0600 and syncs it. An existing file is never overwritten.
    public func write(to path: String) throws(ZeroMQError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        let error = errno
        guard descriptor >= 0 else { throw ZeroMQError(errno: error, "create key file", on: path, code: .keyFile) }
        defer { czmq_close(descriptor) }
        let text = Array("\(try Z85.encodeKey(secretKey.bytes))\n".utf8)
        // So short a write is whole or fails.
        let isWritten = Glibc.write(descriptor, text, text.count) == text.count && fsync(descriptor) == 0
        let writeError = errno
        guard isWritten else {
            unlink(path)
            throw ZeroMQError(errno: writeError, "write key file", on: path, code: .keyFile)
        }
    }

    private static func checkAccess(of descriptor: Int32, at path: String) throws(ZeroMQError) {
        var status = stat()
        let result = fstat(descriptor, &status)
        let error = errno
        guard result == 0 else { throw ZeroMQError(errno: error, "inspect key file", on: path, code: .keyFile) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw refused(path, "not a regular file") }
        guard status.st_uid == geteuid() else {
            throw refused(path, "owned by user \(status.st_uid), expected user \(geteuid()), as whom this runs")
        }
        let mode = status.st_mode & 0o7777
        guard mode & 0o7177 == 0 else {
            throw refused(path, "its mode is 0\(String(mode, radix: 8)), expected 0600 or stricter: chmod 600")
        }
    }

    private static func readText(_ descriptor: Int32, at path: String) throws(ZeroMQError) -> String {
        var bytes = [UInt8](repeating: 0, count: fileBytes)
        let count = read(descriptor, &bytes, bytes.count)
        let error = errno
        guard count >= 0 else { throw ZeroMQError(errno: error, "read key file", on: path, code: .keyFile) }
        var text = bytes.prefix(count)
        // One line end: LF or CRLF.
        if text.last == UInt8(ascii: "\n") { text.removeLast() }
        if text.count < count, text.last == UInt8(ascii: "\r") { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }

    private static func refused(_ path: String, _ reason: String) -> ZeroMQError {
        ZeroMQError(.keyFile, "read key file", on: path, reason: reason)
    }
}
