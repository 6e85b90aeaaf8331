import Contracts
import Foundation
import School

extension RoleGranted: JournalEvent {
    static let type = "RoleGranted"

    init(_ wire: WireRoleGranted) throws(Rejection) {
        self.init(
            role: try Field.id(wire.hasRoleID, wire.roleID, "role_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"),
            kind: try Field.choice(wire.hasRole, wire.role.rawValue, "role"),
            firstDay: Day(rawValue: try Field.required(wire.hasFirstDay, wire.firstDay, "first_day")),
            orderNumber: wire.hasOrderNumber ? wire.orderNumber : nil)
    }

    var wire: WireRoleGranted {
        var wire = WireRoleGranted()
        wire.roleID = Data(role.bytes)
        wire.version = version
        wire.staffID = Data(staff.bytes)
        wire.role = .init(rawValue: kind.rawValue) ?? .unspecified
        wire.firstDay = firstDay.rawValue
        if let orderNumber { wire.orderNumber = orderNumber }
        return wire
    }
}

extension RoleEnded: JournalEvent {
    static let type = "RoleEnded"

    init(_ wire: WireRoleEnded) throws(Rejection) {
        self.init(
            role: try Field.id(wire.hasRoleID, wire.roleID, "role_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            lastDay: Day(rawValue: try Field.required(wire.hasLastDay, wire.lastDay, "last_day")))
    }

    var wire: WireRoleEnded {
        var wire = WireRoleEnded()
        wire.roleID = Data(role.bytes)
        wire.version = version
        wire.lastDay = lastDay.rawValue
        return wire
    }
}

extension StaffAccountIssued: JournalEvent {
    static let type = "StaffAccountIssued"

    init(_ wire: WireStaffAccountIssued) throws(Rejection) {
        self.init(
            staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"))
    }

    var wire: WireStaffAccountIssued {
        var wire = WireStaffAccountIssued()
        wire.staffID = Data(staff.bytes)
        wire.version = version
        return wire
    }
}

extension StaffAccountClosed: JournalEvent {
    static let type = "StaffAccountClosed"

    init(_ wire: WireStaffAccountClosed) throws(Rejection) {
        self.init(
            staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"))
    }

    var wire: WireStaffAccountClosed {
        var wire = WireStaffAccountClosed()
        wire.staffID = Data(staff.bytes)
        wire.version = version
        return wire
    }
}
