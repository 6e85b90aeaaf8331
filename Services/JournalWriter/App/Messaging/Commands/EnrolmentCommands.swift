import Contracts
import Foundation
import School

extension EnrolPupil: JournalCommand {
    static let name = "EnrolPupil"

    init(_ wire: WireEnrolPupil) throws(Rejection) {
        self.init(
            enrolment: try Field.id(wire.hasEnrolmentID, wire.enrolmentID, "enrolment_id"),
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
            target: try Self.target(wire.target),
            firstDay: try Field.day(wire.hasFirstDay, wire.firstDay, "first_day"),
            orderNumber: try Field.optionalText(wire.hasOrderNumber, wire.orderNumber, .orderNumber, "order_number"))
    }

    private static func target(_ wire: WireEnrolPupil.OneOf_Target?) throws(Rejection) -> EnrolmentTarget {
        switch wire {
        case .classID(let bytes): .schoolClass(try Field.id(true, bytes, "class_id"))
        case .groupID(let bytes): .group(try Field.id(true, bytes, "group_id"))
        case nil:
            throw Rejection(.missing, field: "target", "the class or the group to enrol in is missing")
        }
    }

    func carryOut(in context: CommandContext) throws {
        let store = context.store
        try context.record(
            try decide(
                on: State(
                    isTaken: try store.hasEnrolment(enrolment),
                    isPupilKnown: try store.hasPupil(pupil, of: context.school),
                    isTargetKnown: try isTargetKnown(in: context),
                    overlaps: try store.isEnrolled(pupil, in: target, from: firstDay))))
    }

    private func isTargetKnown(in context: CommandContext) throws -> Bool {
        switch target {
        case .schoolClass(let id): try context.store.hasClass(id, of: context.school)
        case .group(let id): try context.store.hasGroup(id, of: context.school)
        }
    }
}

extension EndEnrolment: JournalCommand {
    static let name = "EndEnrolment"

    init(_ wire: WireEndEnrolment) throws(Rejection) {
        self.init(
            enrolment: try Field.id(wire.hasEnrolmentID, wire.enrolmentID, "enrolment_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            lastDay: try Field.day(wire.hasLastDay, wire.lastDay, "last_day"),
            orderNumber: try Field.optionalText(wire.hasOrderNumber, wire.orderNumber, .orderNumber, "order_number"))
    }

    func carryOut(in context: CommandContext) throws {
        let state = try context.store.enrolment(enrolment, of: context.school)
        try context.record(try decide(on: try context.found(state, "enrolment", "enrolment_id")))
    }
}

extension RecordGuardianship: JournalCommand {
    static let name = "RecordGuardianship"

    init(_ wire: WireRecordGuardianship) throws(Rejection) {
        self.init(
            guardianship: try Field.id(wire.hasGuardianshipID, wire.guardianshipID, "guardianship_id"),
            guardian: try Field.id(wire.hasGuardianID, wire.guardianID, "guardian_id"),
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
            basis: try Field.choice(wire.hasBasis, wire.basis.rawValue, "basis"),
            firstDay: try Field.day(wire.hasFirstDay, wire.firstDay, "first_day"))
    }

    func carryOut(in context: CommandContext) throws {
        let store = context.store
        try context.record(
            try decide(
                on: State(
                    isTaken: try store.hasGuardianship(guardianship),
                    isGuardianKnown: try store.hasGuardian(guardian, of: context.school),
                    isPupilKnown: try store.hasPupil(pupil, of: context.school),
                    overlaps: try store.isGuarded(pupil, by: guardian, from: firstDay))))
    }
}

extension EndGuardianship: JournalCommand {
    static let name = "EndGuardianship"

    init(_ wire: WireEndGuardianship) throws(Rejection) {
        self.init(
            guardianship: try Field.id(wire.hasGuardianshipID, wire.guardianshipID, "guardianship_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            lastDay: try Field.day(wire.hasLastDay, wire.lastDay, "last_day"))
    }

    func carryOut(in context: CommandContext) throws {
        let state = try context.store.guardianship(guardianship, of: context.school)
        try context.record(try decide(on: try context.found(state, "guardianship", "guardianship_id")))
    }
}
