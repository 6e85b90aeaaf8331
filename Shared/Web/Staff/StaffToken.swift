import Foundation
import School

/// What a staff token says: who it is, never what they may do.
public struct StaffToken: Hashable, Sendable {
    /// How long one is good. The journal makes another while the session lives.
    public static let lifetime = Duration.seconds(300)
    /// How far the clocks of two services may differ.
    public static let clockSkew = Duration.seconds(30)

    /// Which of the journal's keys signed it.
    public let key: UUID
    public let person: UUID
    public let session: UUID
    /// When the person signed in, microseconds UTC: what a revocation is compared with.
    public let began: Int64
    /// When the token was made, microseconds UTC.
    public let issued: Int64
    /// From when on it is nothing, microseconds UTC.
    public let expires: Int64

    public init(key: UUID, person: UUID, session: UUID, began: Int64, issued: Int64, expires: Int64) {
        self.key = key
        self.person = person
        self.session = session
        self.began = began
        self.issued = issued
        self.expires = expires
    }

    /// The first byte of every token of this layout.
    static let layout: UInt8 = 1
    /// Layout, three ids, three instants.
    static let byteCount = 1 + 3 * 16 + 3 * 8
    /// Signatures of this key are for staff tokens alone (domain separation).
    static let domain = Array("zvonok staff token 1\n".utf8)

    /// Layout byte, key, person and session, then the instants, big-endian.
    var bytes: [UInt8] {
        let instants = [began, issued, expires].flatMap { instant in
            withUnsafeBytes(of: instant.bigEndian) { Array($0) }
        }
        return [Self.layout] + key.bytes + person.bytes + session.bytes + instants
    }

    init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount, bytes[0] == Self.layout, let key = UUID(bytes: bytes[1..<17]),
            let person = UUID(bytes: bytes[17..<33]), let session = UUID(bytes: bytes[33..<49])
        else { return nil }
        func instant(_ offset: Int) -> Int64 {
            bytes[offset..<offset + 8].reduce(0) { $0 << 8 | Int64($1) }
        }
        self.init(
            key: key, person: person, session: session, began: instant(49), issued: instant(57), expires: instant(65))
    }
}
