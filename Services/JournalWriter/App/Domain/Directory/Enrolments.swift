import Foundation
import School

/// Where a pupil is enrolled: in a class, or in a group besides it.
enum EnrolmentTarget: Hashable, Sendable {
    case schoolClass(UUID)
    case group(UUID)
}

struct EnrolPupil: Equatable, Sendable {
    let enrolment: UUID
    let pupil: UUID
    let target: EnrolmentTarget
    let firstDay: Day
    let orderNumber: String?

    struct State: Equatable, Sendable {
        let isTaken: Bool
        let isPupilKnown: Bool
        let isTargetKnown: Bool
        /// Another enrolment of the pupil in the same class or group lasts until this first day or longer.
        let overlaps: Bool
    }

    func decide(on state: State) throws(Rejection) -> PupilEnrolled {
        guard !state.isTaken else { throw .taken("enrolment", "enrolment_id") }
        guard state.isPupilKnown else { throw .unknown("pupil", "pupil_id") }
        guard state.isTargetKnown else { throw unknownTarget }
        guard !state.overlaps else {
            throw Rejection(
                .exists, field: "first_day",
                "the pupil is enrolled there already on or after \(firstDay); end that enrolment first")
        }
        return PupilEnrolled(
            enrolment: enrolment, version: 1, pupil: pupil, target: target, firstDay: firstDay,
            orderNumber: orderNumber)
    }

    private var unknownTarget: Rejection {
        switch target {
        case .schoolClass: .unknown("class", "class_id")
        case .group: .unknown("group", "group_id")
        }
    }
}

struct EndEnrolment: Equatable, Sendable {
    let enrolment: UUID
    let expected: Version
    let lastDay: Day
    let orderNumber: String?

    func decide(on state: SpanState) throws(Rejection) -> EnrolmentEnded? {
        try state.checkEnd(lastDay, expected: expected)
        guard lastDay != state.lastDay || orderNumber != state.endOrder else { return nil }
        return EnrolmentEnded(
            enrolment: enrolment, version: state.version + 1, lastDay: lastDay, orderNumber: orderNumber)
    }
}

/// Something that lasts from one day to another: an enrolment, a guardianship.
struct SpanState: Equatable, Sendable {
    let version: Version
    let firstDay: Day
    /// Nil while no end is known.
    let lastDay: Day?
    /// Number of the head's order by which it ended, where one was named.
    let endOrder: String?
    /// When the next one of the same two begins, if one does: this one may not last into it.
    let nextFirstDay: Day?

    func checkEnd(_ day: Day, expected: Version) throws(Rejection) {
        try VersionRule.check(
            expected, against: version, present: lastDay?.description ?? "no last day", proposed: day.description)
        guard day >= firstDay else {
            throw Rejection(.invalid, field: "last_day", "the last day \(day) is before the first, \(firstDay)")
        }
        if let nextFirstDay, day >= nextFirstDay {
            throw Rejection(.exists, field: "last_day", "from \(nextFirstDay) on there is another one already")
        }
    }
}

struct PupilEnrolled: Equatable, Sendable {
    let enrolment: UUID
    let version: Version
    let pupil: UUID
    let target: EnrolmentTarget
    let firstDay: Day
    let orderNumber: String?
}

struct EnrolmentEnded: Equatable, Sendable {
    let enrolment: UUID
    let version: Version
    let lastDay: Day
    let orderNumber: String?
}
