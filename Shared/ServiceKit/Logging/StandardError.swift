import Glibc

/// Standard error, written by the system call itself, so that nothing waits in a buffer.
public enum StandardError {
    /// Writes a line whole; a reader that has gone away is no reason to stop.
    public static let write: @Sendable (String) -> Void = { line in StandardStream.write(line, to: STDERR_FILENO) }
}

/// Standard output for what an operator asked to see.
public enum StandardOutput {
    public static let write: @Sendable (String) -> Void = { line in StandardStream.write(line, to: STDOUT_FILENO) }
}

enum StandardStream {
    static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return
            }
        }
    }
}
