import Foundation

/// A new file of mode 0600 that is on disk when it is written; nothing is overwritten.
public enum NewFile {
    public static func write(_ bytes: Data, to path: String) throws(SystemError) {
        try DurableFiles.create(path, bytes)
        try DurableFiles.syncDirectory(of: path)
    }
}
