import Contracts
import Foundation
import School

extension StaffAdded: JournalEvent {
    static let type = "StaffAdded"

    init(_ wire: WireStaffAdded) throws(Rejection) {
        self.init(
            staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"))
    }

    var wire: WireStaffAdded {
        var wire = WireStaffAdded()
        wire.staffID = Data(staff.bytes)
        wire.version = version
        return wire
    }
}

extension StaffLeft: JournalEvent {
    static let type = "StaffLeft"

    init(_ wire: WireStaffLeft) throws(Rejection) {
        self.init(
            staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            lastDay: Day(rawValue: try Field.required(wire.hasLastDay, wire.lastDay, "last_day")))
    }

    var wire: WireStaffLeft {
        var wire = WireStaffLeft()
        wire.staffID = Data(staff.bytes)
        wire.version = version
        wire.lastDay = lastDay.rawValue
        return wire
    }
}

extension StaffReturned: JournalEvent {
    static let type = "StaffReturned"

    init(_ wire: WireStaffReturned) throws(Rejection) {
        self.init(
            staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            firstDay: Day(rawValue: try Field.required(wire.hasFirstDay, wire.firstDay, "first_day")))
    }

    var wire: WireStaffReturned {
        var wire = WireStaffReturned()
        wire.staffID = Data(staff.bytes)
        wire.version = version
        wire.firstDay = firstDay.rawValue
        return wire
    }
}

extension PupilAdded: JournalEvent {
    static let type = "PupilAdded"

    init(_ wire: WirePupilAdded) throws(Rejection) {
        self.init(
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"))
    }

    var wire: WirePupilAdded {
        var wire = WirePupilAdded()
        wire.pupilID = Data(pupil.bytes)
        wire.version = version
        return wire
    }
}

extension GuardianAdded: JournalEvent {
    static let type = "GuardianAdded"

    init(_ wire: WireGuardianAdded) throws(Rejection) {
        self.init(
            guardian: try Field.id(wire.hasGuardianID, wire.guardianID, "guardian_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"))
    }

    var wire: WireGuardianAdded {
        var wire = WireGuardianAdded()
        wire.guardianID = Data(guardian.bytes)
        wire.version = version
        return wire
    }
}
