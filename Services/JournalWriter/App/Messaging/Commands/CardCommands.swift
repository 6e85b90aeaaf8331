import Contracts
import Foundation
import School
import SwiftProtobuf

/// A kind of card that can be changed by a command of its own.
protocol ChangeableCard: StoredCard, EventCard {
    associatedtype ChangeWire: SwiftProtobuf.Message
    /// The command's name.
    static var changeName: String { get }
    /// What the card's person is called in rejections, and the field that names them.
    static var person: (thing: String, field: String) { get }
    static func isKnown(_ id: UUID, in context: CommandContext) throws -> Bool
    static func change(_ wire: ChangeWire) throws(Rejection) -> ChangeCard<Self>
}

extension ChangeCard: JournalCommand where Card: ChangeableCard {
    static var name: String { Card.changeName }

    init(_ wire: Card.ChangeWire) throws(Rejection) { self = try Card.change(wire) }

    func carryOut(in context: CommandContext) throws {
        guard try Card.isKnown(person, in: context) else {
            throw Rejection.unknown(Card.person.thing, Card.person.field)
        }
        try context.record(try decide(on: try context.store.card(of: person)))
    }
}

extension StaffCard: ChangeableCard {
    static let changeName = "ChangeStaffCard"
    static let person = (thing: "member of staff", field: "staff_id")

    static func isKnown(_ id: UUID, in context: CommandContext) throws -> Bool {
        try context.store.staff(id, of: context.school) != nil
    }

    static func change(_ wire: WireChangeStaffCard) throws(Rejection) -> ChangeStaffCard {
        ChangeStaffCard(
            person: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            card: StaffCard(
                name: try PersonName(wire.hasName, wire.name),
                post: try Field.text(wire.hasPost, wire.post, .post, "post"),
                email: wire.hasEmail ? try EmailRule.check(wire.email, "email") : nil))
    }
}

extension PupilCard: ChangeableCard {
    static let changeName = "ChangePupilCard"
    static let person = (thing: "pupil", field: "pupil_id")

    static func isKnown(_ id: UUID, in context: CommandContext) throws -> Bool {
        try context.store.hasPupil(id, of: context.school)
    }

    static func change(_ wire: WireChangePupilCard) throws(Rejection) -> ChangePupilCard {
        ChangePupilCard(
            person: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            card: PupilCard(
                name: try PersonName(wire.hasName, wire.name),
                birthDate: try Field.day(wire.hasBirthDate, wire.birthDate, "birth_date")))
    }
}

extension GuardianCard: ChangeableCard {
    static let changeName = "ChangeGuardianCard"
    static let person = (thing: "guardian", field: "guardian_id")

    static func isKnown(_ id: UUID, in context: CommandContext) throws -> Bool {
        try context.store.hasGuardian(id, of: context.school)
    }

    static func change(_ wire: WireChangeGuardianCard) throws(Rejection) -> ChangeGuardianCard {
        ChangeGuardianCard(
            person: try Field.id(wire.hasGuardianID, wire.guardianID, "guardian_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            card: GuardianCard(
                name: try PersonName(wire.hasName, wire.name),
                email: wire.hasEmail ? try EmailRule.check(wire.email, "email") : nil,
                phone: try Field.optionalText(wire.hasPhone, wire.phone, .phone, "phone")))
    }
}
