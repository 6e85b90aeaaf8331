import Crypto
import EventFeed
import Foundation
import School
import ServiceKit
import Web

/// The journal's signing keys: made here, kept here, published by event, and replaced before they run out.
actor SigningKeyring {
    /// How often a plan is looked at again while it is being carried out.
    private static let maximumSteps = 4

    private let secrets: SigningSecrets
    private let desk: CommandDesk
    private let now: WallClock

    init(secrets: SigningSecrets, desk: CommandDesk, now: @escaping WallClock) {
        self.secrets = secrets
        self.desk = desk
        self.now = now
    }

    /// The key that signs at present, published before anything is signed with it.
    /// - Throws: `NoSigningKey` while none can be published; the store's errors.
    func signer() async throws -> StaffTokenSigner {
        try await carryOutPlan()
        let present = try await secrets.all()
        let plan = SigningKeyPlan(present.map(SigningKeyPlan.Key.init), now: now())
        guard let secret = present.first(where: { $0.key == plan.signing }) else { throw NoSigningKey() }
        return StaffTokenSigner(
            key: secret.key, privateKey: try Curve25519.Signing.PrivateKey(rawRepresentation: secret.secretKey))
    }

    /// Makes and publishes the next key ahead of time, where anybody can sign in at all.
    func prepare() async throws {
        guard try await secrets.areNeeded() else { return }
        try await carryOutPlan()
    }

    private func carryOutPlan() async throws {
        for _ in 0..<Self.maximumSteps {
            let present = try await secrets.all()
            let plan = SigningKeyPlan(present.map(SigningKeyPlan.Key.init), now: now())
            if let waiting = present.first(where: { $0.key == plan.unpublished }) {
                if case .rejected(let rejection) = try await desk.publish(waiting) { throw rejection }
            } else if plan.needsNew {
                try await secrets.remove(plan.outworn)
                try await secrets.insert(makeSecret())
            } else {
                return
            }
        }
    }

    private func makeSecret() -> SigningSecret {
        let instant = now()
        let pair = Curve25519.Signing.PrivateKey()
        return SigningSecret(
            key: .version7(atMicroseconds: instant), secretKey: pair.rawRepresentation,
            publicKey: pair.publicKey.rawRepresentation, notBefore: instant,
            notAfter: instant + SigningKeyPlan.life, isPublished: false)
    }
}

/// Nobody can sign in: no key could be made known.
struct NoSigningKey: Error, CustomStringConvertible {
    var description: String { "no key of the journal is in force; the command that publishes one was not accepted" }
}

extension SigningKeyPlan.Key {
    fileprivate init(_ secret: SigningSecret) {
        self.init(
            key: secret.key, notBefore: secret.notBefore, notAfter: secret.notAfter, isPublished: secret.isPublished)
    }
}
