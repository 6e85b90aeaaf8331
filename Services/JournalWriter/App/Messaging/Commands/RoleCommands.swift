import Contracts
import Foundation
import School

extension GrantRole: JournalCommand {
    static let name = "GrantRole"

    init(_ wire: WireGrantRole) throws(Rejection) {
        self.init(
            role: try Field.id(wire.hasRoleID, wire.roleID, "role_id"),
            staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"),
            kind: try Field.choice(wire.hasRole, wire.role.rawValue, "role"),
            firstDay: try Field.day(wire.hasFirstDay, wire.firstDay, "first_day"),
            orderNumber: try Field.optionalText(wire.hasOrderNumber, wire.orderNumber, .orderNumber, "order_number"))
    }

    func carryOut(in context: CommandContext) throws {
        let store = context.store
        try context.record(
            try decide(
                on: State(
                    isTaken: try store.hasRole(role), staff: try store.staff(staff, of: context.school),
                    overlaps: try store.has(kind, staff, from: firstDay))))
    }
}

extension EndRole: JournalCommand {
    static let name = "EndRole"

    init(_ wire: WireEndRole) throws(Rejection) {
        self.init(
            role: try Field.id(wire.hasRoleID, wire.roleID, "role_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            lastDay: try Field.day(wire.hasLastDay, wire.lastDay, "last_day"))
    }

    func carryOut(in context: CommandContext) throws {
        let state = try context.store.role(role, of: context.school)
        try context.record(try decide(on: try context.found(state, "role", "role_id")))
    }
}
