import Contracts
import Foundation
import School

extension EnrolmentEnded: JournalEvent {
    static let type = "EnrolmentEnded"

    init(_ wire: WireEnrolmentEnded) throws(Rejection) {
        self.init(
            enrolment: try Field.id(wire.hasEnrolmentID, wire.enrolmentID, "enrolment_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            lastDay: Day(rawValue: try Field.required(wire.hasLastDay, wire.lastDay, "last_day")),
            orderNumber: wire.hasOrderNumber ? wire.orderNumber : nil)
    }

    var wire: WireEnrolmentEnded {
        var wire = WireEnrolmentEnded()
        wire.enrolmentID = Data(enrolment.bytes)
        wire.version = version
        wire.lastDay = lastDay.rawValue
        if let orderNumber { wire.orderNumber = orderNumber }
        return wire
    }
}

extension GuardianshipRecorded: JournalEvent {
    static let type = "GuardianshipRecorded"

    init(_ wire: WireGuardianshipRecorded) throws(Rejection) {
        self.init(
            guardianship: try Field.id(wire.hasGuardianshipID, wire.guardianshipID, "guardianship_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            guardian: try Field.id(wire.hasGuardianID, wire.guardianID, "guardian_id"),
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
            basis: try Field.choice(wire.hasBasis, wire.basis.rawValue, "basis"),
            firstDay: Day(rawValue: try Field.required(wire.hasFirstDay, wire.firstDay, "first_day")))
    }

    var wire: WireGuardianshipRecorded {
        var wire = WireGuardianshipRecorded()
        wire.guardianshipID = Data(guardianship.bytes)
        wire.version = version
        wire.guardianID = Data(guardian.bytes)
        wire.pupilID = Data(pupil.bytes)
        wire.basis = .init(rawValue: basis.rawValue) ?? .unspecified
        wire.firstDay = firstDay.rawValue
        return wire
    }
}

extension GuardianshipEnded: JournalEvent {
    static let type = "GuardianshipEnded"

    init(_ wire: WireGuardianshipEnded) throws(Rejection) {
        self.init(
            guardianship: try Field.id(wire.hasGuardianshipID, wire.guardianshipID, "guardianship_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            lastDay: Day(rawValue: try Field.required(wire.hasLastDay, wire.lastDay, "last_day")))
    }

    var wire: WireGuardianshipEnded {
        var wire = WireGuardianshipEnded()
        wire.guardianshipID = Data(guardianship.bytes)
        wire.version = version
        wire.lastDay = lastDay.rawValue
        return wire
    }
}

extension PupilEnrolled: JournalEvent {
    static let type = "PupilEnrolled"

    init(_ wire: WirePupilEnrolled) throws(Rejection) {
        self.init(
            enrolment: try Field.id(wire.hasEnrolmentID, wire.enrolmentID, "enrolment_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
            target: try Self.target(wire.target),
            firstDay: Day(rawValue: try Field.required(wire.hasFirstDay, wire.firstDay, "first_day")),
            orderNumber: wire.hasOrderNumber ? wire.orderNumber : nil)
    }

    private static func target(_ wire: WirePupilEnrolled.OneOf_Target?) throws(Rejection) -> EnrolmentTarget {
        switch wire {
        case .classID(let bytes): .schoolClass(try Field.id(true, bytes, "class_id"))
        case .groupID(let bytes): .group(try Field.id(true, bytes, "group_id"))
        case nil: throw Field.missing("target")
        }
    }

    var wire: WirePupilEnrolled {
        var wire = WirePupilEnrolled()
        wire.enrolmentID = Data(enrolment.bytes)
        wire.version = version
        wire.pupilID = Data(pupil.bytes)
        switch target {
        case .schoolClass(let id): wire.classID = Data(id.bytes)
        case .group(let id): wire.groupID = Data(id.bytes)
        }
        wire.firstDay = firstDay.rawValue
        if let orderNumber { wire.orderNumber = orderNumber }
        return wire
    }
}
