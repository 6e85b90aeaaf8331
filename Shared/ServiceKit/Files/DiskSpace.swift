import Glibc

/// Asks how many bytes are still free on the disk of a path; nil where the system does not say.
public typealias FreeBytes = @Sendable (_ path: String) -> Int64?

public enum DiskSpace {
    /// What an unprivileged process may still write.
    public static let system: FreeBytes = { path in
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }
}
