import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf

/// What a verification of a log found.
public struct LogVerification: Sendable, Equatable {
    /// The first sequence that was looked at.
    public let from: Int64
    /// The last.
    public let through: FeedPosition
}

/// Why a log is not what it was.
public enum LogFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// A sequence is absent from the middle.
    case gap(sequence: Int64)
    /// The chain hash does not follow from the row and the one before it.
    case brokenChain(sequence: Int64)
    /// The recorded-at is not later than the one before.
    case timeWentBack(sequence: Int64)
    /// Payload and salt are gone, but no `PayloadErased` says so.
    case unexplainedBlank(sequence: Int64)
    /// The log ends before a position that was once its head.
    case cutOff(expected: Int64, head: Int64)
    /// At a position that was noted once, the chain is another now.
    case otherHistory(sequence: Int64)
    /// A row that cannot be read.
    case unreadable(sequence: Int64, what: String)

    public var description: String {
        switch self {
        case .gap(let sequence): "event \(sequence) is missing"
        case .brokenChain(let sequence):
            "event \(sequence) was changed, or something before it: its chain hash does not follow"
        case .timeWentBack(let sequence): "event \(sequence) is recorded no later than the one before it"
        case .unexplainedBlank(let sequence): "event \(sequence) is blank, but no erasure names it"
        case .cutOff(let expected, let head): "the log ends at \(head), but event \(expected) was there once"
        case .otherHistory(let sequence): "event \(sequence) has another chain hash than was noted"
        case .unreadable(let sequence, let what): "event \(sequence) cannot be read: \(what)"
        }
    }
}

extension EventLog {
    /// Rows verified in one read transaction, so that a long verification never pins the write-ahead log.
    static let verificationStep = 1_000

    /// Recomputes the chain from `start` on, a step at a time.
    /// - Parameters:
    ///   - start: a verified position, or nil for the whole log.
    ///   - progress: called after each step with the sequence reached and the head.
    /// - Throws: `LogFault` for the first thing that is wrong.
    public func verify(
        from start: FeedPosition?, reading database: any DatabaseReader,
        progress: @Sendable (Int64, Int64) -> Void = { _, _ in }
    ) async throws -> LogVerification {
        let from = start ?? .origin(of: feed)
        var check = ChainCheck(position: from)
        let erasures = ErasedSequences(try await database.read { try namedErasures(in: $0) })
        while true {
            let before = check
            let (after, head) = try await database.read { try step(before, erasures: erasures, in: $0) }
            guard after.position != before.position else {
                return LogVerification(from: from.sequence + 1, through: after.position)
            }
            check = after
            progress(check.position.sequence, head)
        }
    }

    /// Checks that a position noted earlier still stands in the log.
    public func verify(expected: FeedPosition, in database: Database) throws {
        let head = try tail(in: database).position.sequence
        guard let hash = try hash(at: expected.sequence, in: database) else {
            throw LogFault.cutOff(expected: expected.sequence, head: head)
        }
        guard hash == expected.hash else { throw LogFault.otherHistory(sequence: expected.sequence) }
    }

    /// Where the last verification that found nothing wrong ended.
    public func lastVerified(in database: Database) throws -> FeedPosition? {
        try Row.fetchOne(database, sql: "SELECT sequence, chain_hash FROM log_verification").map {
            FeedPosition(sequence: $0[0], hash: try ChainHash(stored: $0[1], at: $0[0]))
        }
    }

    /// Notes where a verification ended.
    public func noteVerified(_ position: FeedPosition, in database: Database) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO log_verification (id, sequence, chain_hash) VALUES (1, ?, ?)",
            arguments: [position.sequence, position.hash.bytes])
    }

    private func step(
        _ check: ChainCheck, erasures: ErasedSequences, in database: Database
    ) throws -> (ChainCheck, head: Int64) {
        var check = check
        try KeptStatement(
            """
            SELECT sequence, event_id, school_id, type, schema_version, recorded_at, actor_id, payload, salt,
                digest, trace_id, chain_hash
            FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?
            """, in: database
        ).each([check.position.sequence, Self.verificationStep]) { row in
            try check.take(row, erasures: erasures)
            return true
        }
        return (check, try Int64.fetchOne(database, sql: "SELECT MAX(sequence) FROM event") ?? 0)
    }

    /// What the erasure events name. One that cannot be read names nothing here: the chain check will come to it.
    private func namedErasures(in database: Database) throws -> [Int64] {
        let payloads = try Data.fetchAll(
            database, sql: "SELECT payload FROM event WHERE type = ? AND payload IS NOT NULL",
            arguments: [Self.erasureType])
        return payloads.flatMap { payload in
            let erasure = try? WirePayloadErased(serializedBytes: payload)
            return erasure?.sequences.compactMap { Int64(exactly: $0) } ?? []
        }
    }
}

/// The sequences that some `PayloadErased` names.
struct ErasedSequences: Sendable {
    private let sequences: Set<Int64>

    init(_ sequences: [Int64]) { self.sequences = Set(sequences) }

    func contains(_ sequence: Int64) -> Bool { sequences.contains(sequence) }
}

/// One pass over a log, row by row.
struct ChainCheck: Sendable {
    private(set) var position: FeedPosition
    private var lastInstant: Int64?

    init(position: FeedPosition) { self.position = position }

    mutating func take(_ row: Columns, erasures: ErasedSequences) throws {
        let expected = position.sequence + 1
        guard row[0] as Int64 == expected else { throw LogFault.gap(sequence: expected) }
        let event = try read(row, as: expected)
        if case .erased = event.content, !erasures.contains(expected) {
            throw LogFault.unexplainedBlank(sequence: expected)
        }
        let hash = position.hash.link(event.sealed, digest: event.content.digest)
        guard ChainHash(row[11] as Data) == hash else { throw LogFault.brokenChain(sequence: expected) }
        if let lastInstant, event.recordedAt <= lastInstant { throw LogFault.timeWentBack(sequence: expected) }
        lastInstant = event.recordedAt
        position = FeedPosition(sequence: expected, hash: hash)
    }

    private func read(_ row: Columns, as sequence: Int64) throws -> FeedEvent {
        do {
            return try FeedEvent(row)
        } catch let EventLogError.damaged(_, what) {
            throw LogFault.unreadable(sequence: sequence, what: what)
        }
    }
}
