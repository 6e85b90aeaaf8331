import Crypto
import Foundation
import ServiceKit

/// What a service knows of the journal's keys and revocations, when a token is shown.
public struct StaffStanding: Hashable, Sendable {
    /// The key the token names; nil if it is not known.
    public let key: StaffSigningKey?
    /// When the person's sessions were last revoked, microseconds UTC; nil if never.
    public let revoked: Int64?

    public init(key: StaffSigningKey?, revoked: Int64?) {
        self.key = key
        self.revoked = revoked
    }
}

/// Checks staff tokens: every service's half.
public struct StaffTokenVerifier: Sendable {
    /// Why a token is none, for logs and metrics; people are only asked to sign in.
    public enum Refusal: String, Error, Equatable, Sendable {
        case malformed, unknownKey, keyNotValid, forged, expired, notYetIssued, revoked
    }

    private let standing: @Sendable (_ key: UUID, _ person: UUID) async throws -> StaffStanding
    private let now: WallClock

    /// - Parameter standing: looks up a key and a person's revocation in this service's own store.
    public init(
        now: @escaping WallClock,
        standing: @escaping @Sendable (_ key: UUID, _ person: UUID) async throws -> StaffStanding
    ) {
        self.now = now
        self.standing = standing
    }

    /// What a cookie's token says, once it is proven.
    public func verify(_ text: String) async throws -> Result<StaffToken, Refusal> {
        guard text.utf8.count <= Self.maximumLength, let bytes = Base64URL.decode(text),
            let token = StaffToken(bytes: Array(bytes.prefix(StaffToken.byteCount)))
        else { return .failure(.malformed) }
        let signature = bytes.dropFirst(StaffToken.byteCount)
        let known = try await standing(token.key, token.person)
        return Self.judge(token, signature: Array(signature), known, now: now())
    }

    /// Whether a token was refused only because this service has not heard yet what the journal already knows, or its
    /// clock is behind. What the token says is not proven; it opens nothing.
    func isAhead(_ text: String, _ refusal: Refusal) -> Bool {
        guard [.unknownKey, .notYetIssued].contains(refusal), let bytes = Base64URL.decode(text),
            let token = StaffToken(bytes: Array(bytes.prefix(StaffToken.byteCount)))
        else { return false }
        return token.issued > now() - Self.fresh.microseconds
    }

    /// A token as young as this comes of a renewal just now.
    static let fresh = Duration.seconds(10)

    /// The longest text looked at, bytes.
    static let maximumLength = 256

    static func judge(
        _ token: StaffToken, signature: [UInt8], _ known: StaffStanding, now: Int64
    ) -> Result<StaffToken, Refusal> {
        guard let key = known.key,
            let publicKey = try? Curve25519.Signing.PublicKey(rawRepresentation: key.publicKey)
        else { return .failure(.unknownKey) }
        guard publicKey.isValidSignature(signature, for: StaffToken.domain + token.bytes) else {
            return .failure(.forged)
        }
        guard token.issued >= key.notBefore, token.issued < key.notAfter else { return .failure(.keyNotValid) }
        guard token.issued <= now + StaffToken.clockSkew.microseconds else { return .failure(.notYetIssued) }
        guard now < token.expires, token.expires - token.issued <= StaffToken.lifetime.microseconds else {
            return .failure(.expired)
        }
        if let revoked = known.revoked, token.began <= revoked { return .failure(.revoked) }
        return .success(token)
    }
}
