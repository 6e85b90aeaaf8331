import Glibc

/// A lock on a folder, for those who edit files in it one after the other. Nothing is left behind by it, and a process
/// that ends gives it back.
public final class FolderLock: Sendable {
    private let descriptor: Int32

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// - Returns: nil while another process has it.
    public static func take(_ folder: String) throws(SystemError) -> FolderLock? {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open", folder) }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return FolderLock(descriptor) }
        let error = SystemError.last("lock", folder)
        close(descriptor)
        guard error.code == EWOULDBLOCK || error.code == EINTR else { throw error }
        return nil
    }

    deinit { close(descriptor) }
}
