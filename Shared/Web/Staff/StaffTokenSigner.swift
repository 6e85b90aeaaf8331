import Crypto
import Foundation

/// Makes staff tokens: the journal's half.
public struct StaffTokenSigner: Sendable {
    /// The id the journal published the key under.
    public let key: UUID
    private let privateKey: Curve25519.Signing.PrivateKey

    public init(key: UUID, privateKey: Curve25519.Signing.PrivateKey) {
        self.key = key
        self.privateKey = privateKey
    }

    /// A token good for ``StaffToken/lifetime`` from now.
    /// - Parameter now: microseconds UTC.
    /// - Throws: what the cryptographic library does; there is then no token.
    public func sign(person: UUID, session: UUID, began: Int64, now: Int64) throws -> String {
        let token = StaffToken(
            key: key, person: person, session: session, began: began, issued: now,
            expires: now + StaffToken.lifetime.microseconds)
        let signature = try privateKey.signature(for: StaffToken.domain + token.bytes)
        return Base64URL.encode(token.bytes + signature)
    }
}

/// A published key that staff tokens may be signed by.
public struct StaffSigningKey: Hashable, Sendable {
    /// 32 bytes (RFC 8032).
    public let publicKey: [UInt8]
    /// Microseconds UTC: tokens issued from the first on and before the second are the journal's.
    public let notBefore: Int64
    public let notAfter: Int64

    public init(publicKey: [UInt8], notBefore: Int64, notAfter: Int64) {
        self.publicKey = publicKey
        self.notBefore = notBefore
        self.notAfter = notAfter
    }
}
