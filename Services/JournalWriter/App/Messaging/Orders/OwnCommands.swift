import EventFeed
import Foundation
import School

/// Commands the journal sends to itself.
extension CommandDesk {
    /// Publishes a key pair's public half. Sent again after a stop, it is the same command.
    func publish(_ secret: SigningSecret) async throws -> CommandAnswer {
        let command = try PublishSigningKey(
            key: secret.key, publicKey: secret.publicKey, notBefore: secret.notBefore, notAfter: secret.notAfter)
        return await perform(
            Command(
                id: DerivedID.of(secret.key, PublishSigningKey.name), sender: OwnSender.name,
                issuedAt: secret.notBefore, actor: .none, school: .none, name: PublishSigningKey.name,
                body: try command.body))
    }
}
