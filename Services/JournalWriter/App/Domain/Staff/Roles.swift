import Foundation
import School

/// What a member of staff may see or do beyond the lessons they teach.
///
/// Raw values equal the numbers of the same cases in `journal_staff.proto`, so the store keeps them.
enum StaffRole: Int, CaseIterable, Sendable {
    case head = 1
    case deputyHead = 2
    /// Appointed by order to answer for the journals (clause 3.3).
    case administrator = 3
    /// Sees the figures of all schools and no entry of any.
    case municipality = 4
}

struct GrantRole: Equatable, Sendable {
    let role: UUID
    let staff: UUID
    let kind: StaffRole
    let firstDay: Day
    let orderNumber: String?

    struct State: Equatable, Sendable {
        let isTaken: Bool
        /// Nil if the school has no such member of staff.
        let staff: StaffState?
        /// The same role of the same person lasts until this first day or longer.
        let overlaps: Bool
    }

    func decide(on state: State) throws(Rejection) -> RoleGranted {
        guard !state.isTaken else { throw .taken("role", "role_id") }
        guard let person = state.staff else { throw .unknown("member of staff", "staff_id") }
        guard person.works(on: firstDay) else {
            throw Rejection(.notAllowed, field: "staff_id", "this member of staff does not work here on \(firstDay)")
        }
        guard !state.overlaps else {
            throw Rejection(
                .exists, field: "first_day",
                "this person has the role already on or after \(firstDay); end that one first")
        }
        return RoleGranted(
            role: role, version: 1, staff: staff, kind: kind, firstDay: firstDay, orderNumber: orderNumber)
    }
}

struct EndRole: Equatable, Sendable {
    let role: UUID
    let expected: Version
    let lastDay: Day

    func decide(on state: SpanState) throws(Rejection) -> RoleEnded? {
        try state.checkEnd(lastDay, expected: expected)
        return lastDay == state.lastDay ? nil : RoleEnded(role: role, version: state.version + 1, lastDay: lastDay)
    }
}

struct RoleGranted: Equatable, Sendable {
    let role: UUID
    let version: Version
    let staff: UUID
    let kind: StaffRole
    let firstDay: Day
    let orderNumber: String?
}

struct RoleEnded: Equatable, Sendable {
    let role: UUID
    let version: Version
    let lastDay: Day
}
