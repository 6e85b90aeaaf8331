import Contracts
import Foundation
import School

extension AddStaff: JournalCommand {
    static let name = "AddStaff"

    init(_ wire: WireAddStaff) throws(Rejection) {
        self.init(
            staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"),
            card: StaffCard(
                name: try PersonName(wire.hasName, wire.name),
                post: try Field.text(wire.hasPost, wire.post, .post, "post"),
                email: wire.hasEmail ? try EmailRule.check(wire.email, "email") : nil))
    }

    func carryOut(in context: CommandContext) throws {
        let (added, card) = try decide(isTaken: try context.store.hasStaff(staff))
        try context.record(added)
        try context.record(card)
    }
}

extension AddPupil: JournalCommand {
    static let name = "AddPupil"

    init(_ wire: WireAddPupil) throws(Rejection) {
        self.init(
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
            card: PupilCard(
                name: try PersonName(wire.hasName, wire.name),
                birthDate: try Field.day(wire.hasBirthDate, wire.birthDate, "birth_date")))
    }

    func carryOut(in context: CommandContext) throws {
        let (added, card) = try decide(isTaken: try context.store.hasPupil(pupil))
        try context.record(added)
        try context.record(card)
    }
}

extension AddGuardian: JournalCommand {
    static let name = "AddGuardian"

    init(_ wire: WireAddGuardian) throws(Rejection) {
        self.init(
            guardian: try Field.id(wire.hasGuardianID, wire.guardianID, "guardian_id"),
            card: GuardianCard(
                name: try PersonName(wire.hasName, wire.name),
                email: wire.hasEmail ? try EmailRule.check(wire.email, "email") : nil,
                phone: try Field.optionalText(wire.hasPhone, wire.phone, .phone, "phone")))
    }

    func carryOut(in context: CommandContext) throws {
        let (added, card) = try decide(isTaken: try context.store.hasGuardian(guardian))
        try context.record(added)
        try context.record(card)
    }
}

extension EndStaff: JournalCommand {
    static let name = "EndStaff"

    init(_ wire: WireEndStaff) throws(Rejection) {
        self.init(
            staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            lastDay: try Field.day(wire.hasLastDay, wire.lastDay, "last_day"))
    }

    func carryOut(in context: CommandContext) throws {
        let state = try context.store.staff(staff, of: context.school)
        try context.record(try decide(on: try context.found(state, "member of staff", "staff_id")))
    }
}

extension PersonName {
    /// The `name` field of every card.
    init(_ isPresent: Bool, _ wire: WirePersonName) throws(Rejection) {
        guard isPresent else { throw Field.missing("name") }
        self.init(
            family: try Field.text(wire.hasFamily, wire.family, .personName, "name.family"),
            given: try Field.text(wire.hasGiven, wire.given, .personName, "name.given"),
            patronymic: try Field.optionalText(
                wire.hasPatronymic, wire.patronymic, .personName, "name.patronymic"))
    }
}
