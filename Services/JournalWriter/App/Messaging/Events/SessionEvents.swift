import Contracts
import Foundation
import School

extension SessionsRevoked: JournalEvent {
    static let type = "SessionsRevoked"

    init(_ wire: WireSessionsRevoked) throws(Rejection) {
        self.init(staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"))
    }

    var wire: WireSessionsRevoked {
        var wire = WireSessionsRevoked()
        wire.staffID = Data(staff.bytes)
        return wire
    }
}

extension SigningKeyPublished: JournalEvent {
    static let type = "SigningKeyPublished"

    init(_ wire: WireSigningKeyPublished) throws(Rejection) {
        self.init(
            key: try Field.id(wire.hasKeyID, wire.keyID, "key_id"),
            publicKey: try Field.required(wire.hasPublicKey, wire.publicKey, "public_key"),
            notBefore: try Field.required(wire.hasNotBefore, wire.notBefore, "not_before"),
            notAfter: try Field.required(wire.hasNotAfter, wire.notAfter, "not_after"))
    }

    var wire: WireSigningKeyPublished {
        var wire = WireSigningKeyPublished()
        wire.keyID = Data(key.bytes)
        wire.publicKey = publicKey
        wire.notBefore = notBefore
        wire.notAfter = notAfter
        return wire
    }
}
