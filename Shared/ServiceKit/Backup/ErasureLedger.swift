import EventFeed
import Foundation

/// The list of erased events kept beside the backups: an older backup still holds what was erased since, and a restore
/// erases it again by this list. One line an event: its sequence and its id.
public struct ErasureLedger: Sendable {
    /// The longest list that is read, in bytes: about a million erasures.
    static let sizeLimit: Int64 = 64 << 20

    public let path: String
    let feed: FeedName

    public init(directory: String, feed: FeedName) {
        self.init(path: "\(directory)/\(Self.fileName(of: feed.rawValue))", feed: feed)
    }

    init(path: String, feed: FeedName) {
        self.path = path
        self.feed = feed
    }

    /// How the list of a feed is called.
    public static func fileName(of feed: String) -> String { "erasures-\(feed).txt" }

    var exists: Bool { DurableFiles.exists(path) }

    /// What is listed; empty where there is no list yet.
    /// - Throws: `BackupFailure` for a list that cannot be read: a restore without it would bring erased names back.
    public func read() throws -> [ErasedEvent] {
        guard DurableFiles.exists(path) else { return [] }
        guard try DurableFiles.size(path) <= Self.sizeLimit else {
            throw BackupFailure(.unfit, "\(path) is longer than \(Self.sizeLimit) bytes")
        }
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        return try lines.enumerated().map { number, line in
            guard let event = ErasedEvent(line: line) else {
                throw BackupFailure(.unfit, "\(path):\(number + 1): expected a sequence and an event id")
            }
            return event
        }
    }

    /// ``add(_:)`` on a thread that may wait for the disk.
    public func note(_ events: [ErasedEvent]) async throws {
        try await BlockingWork.run { try add(events) }
    }

    /// Adds events; what is listed stays, and nothing is written where all are listed. On disk when it returns.
    /// - Parameter isMadeEmpty: whether a list is made where there is nothing to list.
    public func add(_ events: [ErasedEvent], isMadeEmpty: Bool = false) throws {
        let listed = Set(try read())
        // Where nothing was ever erased an empty list says so: none at all may be one that was lost.
        guard !listed.isSuperset(of: events) || (!exists && isMadeEmpty) else { return }
        let all = listed.union(events).sorted {
            ($0.sequence, $0.id.uuidString) < ($1.sequence, $1.id.uuidString)
        }
        let text = all.map { "\($0.sequence) \($0.id.uuidString.lowercased())\n" }.joined()
        try FileManager.default.createDirectory(
            atPath: DurableFiles.directory(of: path), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let work = path + ".new"
        try DurableFiles.remove(work)
        try DurableFiles.create(work, Data(text.utf8))
        guard rename(work, path) == 0 else {
            throw BackupFailure(.unwritable, "\(path) could not be replaced: \(String(cString: strerror(errno)))")
        }
        try DurableFiles.syncDirectory(of: path)
    }
}

extension ErasedEvent {
    fileprivate init?(line: Substring) {
        let parts = line.split(separator: " ")
        guard parts.count == 2, let sequence = Int64(parts[0]), sequence > 0,
            let id = UUID(uuidString: String(parts[1]))
        else { return nil }
        self.init(sequence: sequence, id: id)
    }
}
