import Crypto
import Foundation
import School

/// A link of a feed's hash chain: SHA-256, 32 bytes.
///
/// Whoever holds an old link can check that nothing before it was changed since (regulation, clause 3.6).
/// The layout stands in `PROTOCOL.md`, "The chain".
public struct ChainHash: Hashable, Sendable {
    /// Length in bytes.
    public static let length = 32

    public let bytes: Data

    /// - Returns: nil unless there are exactly 32 bytes.
    public init?(_ bytes: Data) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    private init(_ digest: SHA256.Digest) {
        bytes = digest.withUnsafeBytes { Data($0) }
    }

    /// The link before the first event.
    public static func origin(of feed: FeedName) -> ChainHash {
        ChainHash(SHA256.hash(data: Data(feed.rawValue.utf8)))
    }

    /// The link of an event that follows `self`.
    public func link(_ sealed: SealedEvent, digest: Data) -> ChainHash {
        var layout = Layout()
        layout.append(bytes)
        layout.append(UInt64(sealed.sequence))
        layout.append(UInt64(bitPattern: sealed.recordedAt))
        layout.append(sealed.school)
        layout.append(sealed.actor)
        layout.append(UInt16(truncatingIfNeeded: sealed.type.utf8.count))
        layout.bytes.append(contentsOf: sealed.type.utf8)
        layout.append(sealed.schemaVersion)
        layout.append(sealed.id)
        layout.append(digest)
        return ChainHash(SHA256.hash(data: layout.bytes))
    }

    /// What stands for an event's payload in the chain, so that the chain outlives the payload's erasure.
    public static func digest(salt: Data, payload: Data) -> Data {
        var hash = SHA256()
        hash.update(data: salt)
        hash.update(data: payload)
        return hash.finalize().withUnsafeBytes { Data($0) }
    }

    /// Lower-case hexadecimal.
    public var hexadecimal: String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}

/// What the chain says of an event besides its payload.
public struct SealedEvent: Sendable {
    public let sequence: Int64
    /// Microseconds UTC.
    public let recordedAt: Int64
    public let school: UUID
    public let actor: UUID
    public let type: String
    public let schemaVersion: UInt32
    public let id: UUID
}

/// Big-endian bytes in a row.
private struct Layout {
    var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(192) }

    mutating func append(_ data: Data) { bytes.append(contentsOf: data) }

    mutating func append(_ id: UUID) { withUnsafeBytes(of: id.uuid) { bytes.append(contentsOf: $0) } }

    mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
