import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf

extension PublishSigningKey: JournalCommand {
    static let name = "PublishSigningKey"
    static let isOwn = true

    init(_ wire: WirePublishSigningKey) throws(Rejection) {
        try self.init(
            key: try Field.id(wire.hasKeyID, wire.keyID, "key_id"),
            publicKey: try Field.required(wire.hasPublicKey, wire.publicKey, "public_key"),
            notBefore: try Field.required(wire.hasNotBefore, wire.notBefore, "not_before"),
            notAfter: try Field.required(wire.hasNotAfter, wire.notAfter, "not_after"))
    }

    func carryOut(in context: CommandContext) throws {
        try context.record(
            try decide(
                isTaken: try context.store.hasSigningKey(key),
                isKnown: try context.store.hasSigningKey(publicKey: publicKey), now: context.transaction.now))
    }
}

extension PublishSigningKey {
    /// The command's body, for the journal that sends it to itself.
    var body: Data {
        get throws {
            try WirePublishSigningKey.with {
                $0.keyID = Data(key.bytes)
                $0.publicKey = publicKey
                $0.notBefore = notBefore
                $0.notAfter = notAfter
            }.serializedBytes()
        }
    }
}
