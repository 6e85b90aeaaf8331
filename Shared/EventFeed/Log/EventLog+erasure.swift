import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf
import Synchronization

extension EventLog {
    /// The type of the event that says which payloads are gone.
    public static let erasureType = "PayloadErased"
    /// The most sequences one erasure names.
    public static let maximumErasures = 10_000

    /// Blanks payload and salt of these events, keeping the digest, and returns the event that says so.
    ///
    /// What is erased already stays so: an erasure can be asked for twice.
    func erase(sequences: [Int64], basis: String, in database: Database) throws -> NewEvent {
        guard !sequences.isEmpty else { throw Rejection(.missing, field: "sequences", "no event is named") }
        guard sequences.count <= Self.maximumErasures else {
            throw Rejection(
                .tooLarge, field: "sequences",
                "\(sequences.count) events named; one erasure takes at most \(Self.maximumErasures)")
        }
        for (index, sequence) in sequences.enumerated() {
            try blank(sequence, field: "sequences[\(index)]", in: database)
        }
        erasureNotice.raise()
        var message = WirePayloadErased()
        message.sequences = sequences.map { UInt64($0) }
        message.basis = basis
        return NewEvent(type: Self.erasureType, payload: try message.serializedBytes())
    }

    private func blank(_ sequence: Int64, field: String, in database: Database) throws {
        guard let row = try erasureRow(sequence, in: database) else {
            throw Rejection(.unknown, field: field, "the feed has no event \(sequence)")
        }
        guard erasableTypes.contains(row.type) else {
            throw Rejection(
                .notErasable, field: field, "event \(sequence) is \(row.type); only card events can be erased")
        }
        guard let payload = row.payload, let salt = row.salt else { return }
        try database.execute(
            sql: "UPDATE event SET payload = NULL, salt = NULL, digest = ? WHERE sequence = ?",
            arguments: [ChainHash.digest(salt: salt, payload: payload), sequence])
    }

    private struct ErasureRow {
        let type: String
        let payload: Data?
        let salt: Data?
    }

    private func erasureRow(_ sequence: Int64, in database: Database) throws -> ErasureRow? {
        try Row.fetchOne(
            database, sql: "SELECT type, payload, salt FROM event WHERE sequence = ?", arguments: [sequence]
        ).map { ErasureRow(type: $0[0], payload: $0[1], salt: $0[2]) }
    }
}

/// Says that something was erased whose bytes may still lie in the write-ahead log.
final class ErasureNotice: Sendable {
    private let isRaised = Atomic(false)

    func raise() { isRaised.store(true, ordering: .releasing) }

    /// Whether it was raised; it is down afterwards.
    func take() -> Bool { isRaised.exchange(false, ordering: .acquiringAndReleasing) }
}
