import Foundation

/// Ids of everything that has one: 16 opaque bytes (RFC 9562).
extension UUID {
    /// Sixteen zero bytes: "no one" as an actor, "no one school" as a school (RFC 9562, 5.9).
    public static let none = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

    /// Reads an id from exactly 16 bytes; nil for any other number.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        self = withUnsafeTemporaryAllocation(byteCount: 16, alignment: 16) { buffer in
            buffer.copyBytes(from: bytes)
            return UUID(uuid: buffer.load(as: uuid_t.self))
        }
    }

    /// Reads an id from exactly 16 bytes; nil for any other number. Without the generic way, which other modules take
    /// unspecialized: ids are a tenth of what it costs to read an event.
    public init?(bytes: Data) {
        guard bytes.count == 16 else { return nil }
        self = bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }

    /// The 16 bytes, in the order of the text form.
    public var bytes: [UInt8] {
        withUnsafeBytes(of: uuid) { Array($0) }
    }

    /// A new time-ordered id (RFC 9562, 5.7): rows that carry it are appended to an index, not scattered over it.
    /// - Parameters:
    ///   - microseconds: the instant it is made at, microseconds since 1970 UTC; its first 48 bits are milliseconds,
    ///     the next 12 the fraction of the millisecond (method 3 of 6.2).
    ///   - generator: where its 62 random bits come from.
    public static func version7(
        atMicroseconds microseconds: Int64, using generator: inout some RandomNumberGenerator
    ) -> UUID {
        let (milliseconds, rest) = UInt64(max(0, microseconds)).quotientAndRemainder(dividingBy: 1_000)
        let high = milliseconds << 16 | 0x7000 | (rest << 12) / 1_000
        let low = 0x8000_0000_0000_0000 | generator.next() >> 2
        return UUID(high: high, low: low)
    }

    /// A new time-ordered id with the system's randomness.
    public static func version7(atMicroseconds microseconds: Int64) -> UUID {
        var generator = SystemRandomNumberGenerator()
        return version7(atMicroseconds: microseconds, using: &generator)
    }

    /// From two big-endian halves.
    public init(high: UInt64, low: UInt64) {
        self = withUnsafeTemporaryAllocation(byteCount: 16, alignment: 16) { buffer in
            buffer.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
            buffer.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
            return UUID(uuid: buffer.load(as: uuid_t.self))
        }
    }
}
