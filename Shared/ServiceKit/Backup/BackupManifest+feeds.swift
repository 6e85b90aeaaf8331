import EventFeed
import Foundation
import GRDB

extension BackupManifest {
    /// The feed in the backup: its name, epoch and head; nil where the service owns none.
    public var feed: (name: FeedName, epoch: UUID, head: FeedPosition)? {
        guard let name = extras[FeedMaintenance.Extra.feed].flatMap({ FeedName($0) }),
            let epoch = extras[FeedMaintenance.Extra.epoch].flatMap({ UUID(uuidString: $0) }),
            let sequence = extras[FeedMaintenance.Extra.head], let hash = extras[FeedMaintenance.Extra.hash],
            let head = FeedPosition(text: "\(sequence):\(hash)")
        else { return nil }
        return (name, epoch, head)
    }

    /// How far it had read others' feeds.
    public var cursors: [FeedName: FeedPosition] {
        let prefix = FeedMaintenance.Extra.cursor
        let pairs = extras.compactMap { key, text -> (FeedName, FeedPosition)? in
            guard key.hasPrefix(prefix), let feed = FeedName(String(key.dropFirst(prefix.count))) else { return nil }
            return FeedPosition(text: text).map { (feed, $0) }
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// Whether the file is the one that is described here.
    /// - Throws: ``BackupFailure``; `SystemError` where it cannot be read.
    public func check(_ backup: String) throws {
        guard DurableFiles.exists(backup) else { throw BackupFailure(.missing, "there is no backup \(backup)") }
        let (size, digest) = (try DurableFiles.size(backup), try DurableFiles.digest(backup))
        guard size == self.size, digest == sha256 else {
            throw BackupFailure(
                .digestMismatch,
                "\(backup) has \(size) bytes and SHA-256 \(digest), its manifest says \(self.size) and \(sha256): "
                    + "the backup was changed or damaged, use another")
        }
    }
}

/// The feed in a backup's file, looked at without changing the file.
public enum BackedUpFeed {
    /// Whether a reader that stands at this position goes on in the feed, were it restored from this backup.
    public static func holds(_ position: FeedPosition, in backup: String) throws -> Bool {
        var configuration = BackupCopy.configuration
        configuration.readonly = true
        let queue = try DatabaseQueue(path: backup, configuration: configuration)
        defer { try? queue.close() }
        return try queue.read { database in
            try EventLog.stored(in: database)?.hash(at: position.sequence, in: database) == position.hash
        }
    }
}
