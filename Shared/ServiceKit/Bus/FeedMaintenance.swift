import EventFeed
import Foundation
import GRDB
import School

/// What an operator's work on a store means for the feed in it.
public enum FeedMaintenance {
    enum Extra {
        static let feed = "feed"
        static let epoch = "epoch"
        static let head = "head"
        static let hash = "hash"
        /// Before the name of a feed that is read: how far, as `SEQUENCE:HASH`.
        static let cursor = "cursor."
    }

    /// What a backup's manifest says of the feed: an older head that a later verification holds the log against.
    public static func extras(_ log: EventLog, in database: Database) throws -> [String: String] {
        let status = try log.status(in: database)
        return [
            Extra.feed: status.feed.rawValue, Extra.epoch: status.epoch.uuidString.lowercased(),
            Extra.head: "\(status.head.sequence)", Extra.hash: status.head.hash.hexadecimal,
        ]
    }

    /// What a backup's manifest says of the feeds that are read.
    static func cursors(in database: Database) throws -> [String: String] {
        let cursors = try StoredCursor.all(in: database)
        return Dictionary(uniqueKeysWithValues: cursors.map { (Extra.cursor + $0.feed.rawValue, $0.position.text) })
    }

    /// Recomputes the chain, and holds it against the newest backup and what the operator noted.
    public static func verify(
        _ log: EventLog, _ request: VerifyRequest, newest: BackupManifest?, in context: MaintenanceContext
    ) async throws -> OperatorOutcome {
        let pool = context.store.pool
        do {
            let start = request.isFull ? nil : try await pool.read { try log.lastVerified(in: $0) }
            let epoch = try await pool.read { try log.epoch(in: $0) }
            let expectations = try expectations(request, newest, epoch: epoch) + (start.map { [$0] } ?? [])
            try await pool.read { database in
                for expectation in expectations { try log.verify(expected: expectation, in: database) }
            }
            let before = start?.sequence ?? 0
            let result = try await log.verify(from: start, reading: pool) { reached, head in
                context.progress(reached - before, head - before)
            }
            try await pool.write { try log.noteVerified(result.through, in: $0) }
            let places = try await pool.read { database in
                try request.places.map { try Self.line(of: $0, log, in: database) }
            }
            return OperatorOutcome(
                succeeded: true,
                lines: [
                    "events \(result.from) to \(result.through.sequence): the chain holds",
                    "head \(result.through.text)",
                ] + places)
        } catch let fault as LogFault {
            return OperatorOutcome(succeeded: false, lines: ["\(fault)"])
        }
    }

    /// A reader that read another history does not make this one wrong.
    private static func line(of place: FeedPosition, _ log: EventLog, in database: Database) throws -> String {
        let holds = try log.hash(at: place.sequence, in: database) == place.hash
        return "\(FeedPosition.placeWord) \(place.text) \(holds ? FeedPosition.holdsWord : "does not hold")"
    }

    /// A backup of another epoch says nothing: after a restore the newest may hold what the restored one never had.
    private static func expectations(
        _ request: VerifyRequest, _ newest: BackupManifest?, epoch: UUID
    ) throws -> [FeedPosition] {
        var texts: [String] = []
        if let expectation = request.expectation { texts.append("\(expectation.sequence):\(expectation.hash)") }
        if let extras = newest?.extras, extras[Extra.epoch] == epoch.uuidString.lowercased(),
            let head = extras[Extra.head], let hash = extras[Extra.hash]
        {
            texts.append("\(head):\(hash)")
        }
        return texts.compactMap(FeedPosition.init(text:))
    }
}

extension FeedPosition {
    fileprivate static let placeWord = "place"
    fileprivate static let holdsWord = "holds"

    /// Whether a verification's message says that its log has been here; nil where it says nothing of it, as an older
    /// service does.
    public func holds(by message: String) -> Bool? {
        let start = "\(Self.placeWord) \(text) "
        let line = message.split(separator: "\n").first { $0.hasPrefix(start) }
        return line.map { $0.dropFirst(start.count) == Self.holdsWord }
    }

    /// From `SEQUENCE:HASH`, the hash in 64 hexadecimal digits.
    public init?(text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let sequence = Int64(parts[0]), parts[1].utf8.count == 2 * ChainHash.length else {
            return nil
        }
        // By bytes, as they were counted: a letter that is none of ASCII's has several.
        let digits = Array(parts[1].utf8)
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
        guard let hash = ChainHash(Data(bytes)) else { return nil }
        self.init(sequence: sequence, hash: hash)
    }

    /// `SEQUENCE:HASH`.
    public var text: String { "\(sequence):\(hash.hexadecimal)" }
}
