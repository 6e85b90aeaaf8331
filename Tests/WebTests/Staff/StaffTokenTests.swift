import Crypto
import Foundation
import School
import Testing

@testable import Web

@Suite("A staff token")
struct StaffTokenTests {
    private let keys = TestKeys()
    private static let now: Int64 = 1_800_000_000_000_000

    private func token(began: Int64 = now, issued: Int64 = now, lifetime: Duration = StaffToken.lifetime) -> StaffToken
    {
        StaffToken(
            key: keys.id, person: TestSite.person, session: TestSite.pupil, began: began, issued: issued,
            expires: issued + lifetime.microseconds)
    }

    private func judge(
        _ token: StaffToken, at now: Int64 = now, revoked: Int64? = nil, key: StaffSigningKey? = nil
    ) throws -> StaffTokenVerifier.Refusal? {
        let signature = Array(try keys.privateKey.signature(for: StaffToken.domain + token.bytes))
        let standing = StaffStanding(key: key ?? keys.published, revoked: revoked)
        switch StaffTokenVerifier.judge(token, signature: signature, standing, now: now) {
        case .success(let read):
            #expect(read == token)
            return nil
        case .failure(let refusal): return refusal
        }
    }

    @Test("says who, and is read back by whoever knows the key")
    func roundTrip() async throws {
        let text = try keys.signer.sign(person: TestSite.person, session: TestSite.pupil, began: 7, now: Self.now)
        #expect(text.utf8.count <= 184)
        let verified = try await keys.verifier { Self.now }.verify(text)
        #expect(verified == .success(token(began: 7)))
    }

    @Test("is good until it expires, to the microsecond, and a little before it was made")
    func times() throws {
        let (token, end) = (token(), Self.now + StaffToken.lifetime.microseconds)
        #expect(try judge(token, at: end - 1) == nil)
        #expect(try judge(token, at: end) == .expired)
        let skew = StaffToken.clockSkew.microseconds
        #expect(try judge(token, at: Self.now - skew) == nil)
        #expect(try judge(token, at: Self.now - skew - 1) == .notYetIssued)
    }

    @Test("is none with a longer life than tokens have")
    func lifetime() throws {
        #expect(try judge(token(lifetime: StaffToken.lifetime + .microseconds(1))) == .expired)
    }

    @Test("is none for a session that began at or before the revocation")
    func revoked() throws {
        #expect(try judge(token(), revoked: Self.now - 1) == nil)
        #expect(try judge(token(), revoked: Self.now) == .revoked)
        #expect(try judge(token(began: Self.now - 5), revoked: Self.now - 1) == .revoked)
    }

    @Test("is none by a key outside its time, or an unknown or broken one")
    func key() throws {
        let bytes = keys.published.publicKey
        #expect(try judge(token(), key: .init(publicKey: bytes, notBefore: Self.now, notAfter: Self.now + 1)) == nil)
        #expect(
            try judge(token(), key: .init(publicKey: bytes, notBefore: Self.now + 1, notAfter: .max)) == .keyNotValid)
        #expect(try judge(token(), key: .init(publicKey: bytes, notBefore: 0, notAfter: Self.now)) == .keyNotValid)
        #expect(try judge(token(), key: .init(publicKey: [1, 2], notBefore: 0, notAfter: .max)) == .unknownKey)
        let other = Array(Curve25519.Signing.PrivateKey().publicKey.rawRepresentation)
        #expect(try judge(token(), key: .init(publicKey: other, notBefore: 0, notAfter: .max)) == .forged)
    }

    @Test("is none with any byte of it changed")
    func forged() async throws {
        let text = try keys.signer.sign(person: TestSite.person, session: TestSite.pupil, began: 7, now: Self.now)
        let bytes = try #require(Base64URL.decode(text))
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            let verified = try await keys.verifier { Self.now }.verify(Base64URL.encode(changed))
            #expect(throws: StaffTokenVerifier.Refusal.self) { try verified.get() }
        }
    }

    @Test("is none without its end, or longer than any")
    func lengths() async throws {
        let text = try keys.signer.sign(person: TestSite.person, session: TestSite.pupil, began: 7, now: Self.now)
        let verifier = keys.verifier { Self.now }
        for wrong in ["", String(text.dropLast(4)), text + "AAAA", String(repeating: "A", count: 257)] {
            let verified = try await verifier.verify(wrong)
            #expect(throws: StaffTokenVerifier.Refusal.self) { try verified.get() }
        }
    }
}
