import Crypto
import Foundation
import School
import Synchronization

@testable import Web

/// The journal's key as a service knows it, and what it knows of revocations.
final class TestKeys: Sendable {
    static let bearer = "a-token-for-tests"
    static let token = APIToken(
        name: "tests",
        sha256: SHA256.hash(data: Data(bearer.utf8)).map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined())

    let id = UUID(high: 5, low: 6)
    let privateKey = Curve25519.Signing.PrivateKey()
    private let state = Mutex((revoked: nil as Int64?, isStillIn: true))

    var signer: StaffTokenSigner { StaffTokenSigner(key: id, privateKey: privateKey) }

    var published: StaffSigningKey {
        StaffSigningKey(
            publicKey: Array(privateKey.publicKey.rawRepresentation), notBefore: 0, notAfter: .max)
    }

    var isStillIn: Bool { state.withLock { $0.isStillIn } }

    func revoke(at instant: Int64) { state.withLock { $0.revoked = instant } }
    func close() { state.withLock { $0.isStillIn = false } }

    func verifier(_ now: @escaping @Sendable () -> Int64) -> StaffTokenVerifier {
        StaffTokenVerifier(now: now) { key, _ in
            StaffStanding(
                key: key == self.id ? self.published : nil, revoked: self.state.withLock { $0.revoked })
        }
    }
}
