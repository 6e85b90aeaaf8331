import Foundation
import School

/// Makes a key known by which the journal signs session tokens. Only the journal itself says so.
struct PublishSigningKey: Equatable, Sendable {
    /// The longest a key may be in force, microseconds (400 days).
    static let maximumLife: Int64 = 400 * 86_400 * 1_000_000
    /// Bytes of an Ed25519 public key (RFC 8032, 5.1.5).
    static let publicKeySize = 32

    let key: UUID
    let publicKey: Data
    /// Microseconds UTC.
    let notBefore: Int64
    let notAfter: Int64

    /// - Throws: `invalid` for a key of another size or a life that is none.
    init(key: UUID, publicKey: Data, notBefore: Int64, notAfter: Int64) throws(Rejection) {
        guard publicKey.count == Self.publicKeySize else {
            throw Rejection(
                .invalid, field: "public_key",
                "an Ed25519 key has \(Self.publicKeySize) bytes; this one has \(publicKey.count)")
        }
        let (life, overflow) = notAfter.subtractingReportingOverflow(notBefore)
        guard !overflow, life > 0, life <= Self.maximumLife else {
            throw Rejection(.invalid, field: "not_after", "a key is in force for some time, 400 days at most")
        }
        self.key = key
        self.publicKey = publicKey
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// - Parameters:
    ///   - isTaken: whether another key has this id.
    ///   - isKnown: whether this very key is published under another id.
    func decide(isTaken: Bool, isKnown: Bool, now: Int64) throws(Rejection) -> SigningKeyPublished {
        guard !isTaken else { throw .taken("key", "key_id") }
        guard !isKnown else {
            throw Rejection(.exists, field: "public_key", "this key is published already, under another id")
        }
        guard notAfter > now else {
            throw Rejection(.invalid, field: "not_after", "this key is no longer in force")
        }
        return SigningKeyPublished(key: key, publicKey: publicKey, notBefore: notBefore, notAfter: notAfter)
    }
}

struct SigningKeyPublished: Equatable, Sendable {
    let key: UUID
    let publicKey: Data
    let notBefore: Int64
    let notAfter: Int64
}
