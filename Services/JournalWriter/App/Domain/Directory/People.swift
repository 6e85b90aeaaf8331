import Foundation
import School

struct AddStaff: Equatable, Sendable {
    let staff: UUID
    let card: StaffCard

    func decide(isTaken: Bool) throws(Rejection) -> (StaffAdded, StaffCardRecorded) {
        guard !isTaken else { throw .taken("member of staff", "staff_id") }
        return (StaffAdded(staff: staff, version: 1), StaffCardRecorded(person: staff, version: 1, card: card))
    }
}

struct AddPupil: Equatable, Sendable {
    let pupil: UUID
    let card: PupilCard

    func decide(isTaken: Bool) throws(Rejection) -> (PupilAdded, PupilCardRecorded) {
        guard !isTaken else { throw .taken("pupil", "pupil_id") }
        return (PupilAdded(pupil: pupil, version: 1), PupilCardRecorded(person: pupil, version: 1, card: card))
    }
}

struct AddGuardian: Equatable, Sendable {
    let guardian: UUID
    let card: GuardianCard

    func decide(isTaken: Bool) throws(Rejection) -> (GuardianAdded, GuardianCardRecorded) {
        guard !isTaken else { throw .taken("guardian", "guardian_id") }
        return (
            GuardianAdded(guardian: guardian, version: 1),
            GuardianCardRecorded(person: guardian, version: 1, card: card)
        )
    }
}

struct EndStaff: Equatable, Sendable {
    let staff: UUID
    let expected: Version
    let lastDay: Day

    func decide(on state: StaffState) throws(Rejection) -> StaffLeft? {
        try VersionRule.check(
            expected, against: state.version, present: state.lastDay?.description ?? "no last day",
            proposed: lastDay.description)
        return lastDay == state.lastDay ? nil : StaffLeft(staff: staff, version: state.version + 1, lastDay: lastDay)
    }
}

struct StaffState: Equatable, Sendable {
    let version: Version
    /// Nil while they work here.
    let lastDay: Day?

    /// Whether they still work here on that day.
    func works(on day: Day) -> Bool { lastDay.map { day <= $0 } ?? true }
}

struct StaffAdded: Equatable, Sendable {
    let staff: UUID
    let version: Version
}

struct StaffLeft: Equatable, Sendable {
    let staff: UUID
    let version: Version
    let lastDay: Day
}

/// Works here again after having left.
struct StaffReturned: Equatable, Sendable {
    let staff: UUID
    let version: Version
    let firstDay: Day
}

struct PupilAdded: Equatable, Sendable {
    let pupil: UUID
    let version: Version
}

struct GuardianAdded: Equatable, Sendable {
    let guardian: UUID
    let version: Version
}
