import Contracts
import Foundation
import School

/// Facts about members of staff, their roles and sessions.
enum PersonFacts {
    static func added(_ wire: WireStaffAdded) throws(UnreadablePayload) -> JournalFact {
        .person(.staffAdded(staff: try staff(wire.hasStaffID, wire.staffID)))
    }

    static func left(_ wire: WireStaffLeft) throws(UnreadablePayload) -> JournalFact {
        .person(
            .staffLeft(
                staff: try staff(wire.hasStaffID, wire.staffID),
                lastDay: try Field.day(wire.hasLastDay, wire.lastDay, "last_day")))
    }

    static func returned(_ wire: WireStaffReturned) throws(UnreadablePayload) -> JournalFact {
        .person(.staffReturned(staff: try staff(wire.hasStaffID, wire.staffID)))
    }

    /// Only the name is kept: neither post nor address.
    static func card(_ wire: WireStaffCardRecorded) throws(UnreadablePayload) -> JournalFact {
        let name = PersonalName(
            family: try Field.text(wire.name.hasFamily, wire.name.family, "name.family"),
            given: try Field.text(wire.name.hasGiven, wire.name.given, "name.given"),
            patronymic: wire.name.hasPatronymic ? wire.name.patronymic : nil)
        return .person(.cardRecorded(staff: try staff(wire.hasStaffID, wire.staffID), name))
    }

    static func roleGranted(_ wire: WireRoleGranted) throws(UnreadablePayload) -> JournalFact {
        guard let role = StaffRole(rawValue: wire.role.rawValue) else {
            throw UnreadablePayload(problem: "role has the value \(wire.role.rawValue), which is not known here")
        }
        return .person(
            .roleGranted(
                RoleGrant(
                    id: try Field.id(wire.hasRoleID, wire.roleID, "role_id"),
                    staff: try staff(wire.hasStaffID, wire.staffID), role: role,
                    firstDay: try Field.day(wire.hasFirstDay, wire.firstDay, "first_day"))))
    }

    static func roleEnded(_ wire: WireRoleEnded) throws(UnreadablePayload) -> JournalFact {
        .person(
            .roleEnded(
                role: try Field.id(wire.hasRoleID, wire.roleID, "role_id"),
                lastDay: try Field.day(wire.hasLastDay, wire.lastDay, "last_day")))
    }

    static func keyPublished(_ wire: WireSigningKeyPublished) throws(UnreadablePayload) -> JournalFact {
        guard wire.publicKey.count == SigningKey.publicKeyBytes else {
            throw UnreadablePayload(problem: "public_key is no key of \(SigningKey.publicKeyBytes) bytes")
        }
        try Field.check(wire.hasNotBefore, "not_before")
        try Field.check(wire.hasNotAfter, "not_after")
        return .person(
            .keyPublished(
                SigningKey(
                    id: try Field.id(wire.hasKeyID, wire.keyID, "key_id"), publicKey: wire.publicKey,
                    notBefore: wire.notBefore, notAfter: wire.notAfter)))
    }

    static func revoked(_ wire: WireSessionsRevoked) throws(UnreadablePayload) -> JournalFact {
        .person(.sessionsRevoked(staff: try staff(wire.hasStaffID, wire.staffID)))
    }

    /// Whose account is closed has no session either.
    static func accountClosed(_ wire: WireStaffAccountClosed) throws(UnreadablePayload) -> JournalFact {
        .person(.sessionsRevoked(staff: try staff(wire.hasStaffID, wire.staffID)))
    }

    static func erased(_ wire: WirePayloadErased) -> JournalFact {
        .person(.erased(sequences: wire.sequences.map(Int64.init(clamping:))))
    }

    private static func staff(_ isPresent: Bool, _ id: Data) throws(UnreadablePayload) -> UUID {
        try Field.id(isPresent, id, "staff_id")
    }
}
