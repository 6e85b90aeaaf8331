import Foundation
import School

/// What an event says about a school, its classes, courses and pupils.
enum DirectoryFact: Equatable, Sendable {
    /// The zone holds from the beginning on.
    case schoolRegistered(school: UUID, name: String, zone: String)
    case schoolRenamed(name: String)
    case schoolZoneSet(since: Day, zone: String)
    case classOpened(classID: UUID, parallel: Int, letter: String)
    case classRenamed(classID: UUID, letter: String)
    case groupOpened(group: UUID, name: String, classID: UUID?, isWholeClass: Bool)
    case groupRenamed(group: UUID, name: String)
    case courseOpened(course: UUID, name: String, policy: CoursePolicy)
    case courseRenamed(course: UUID, name: String)
    case coursePolicyChanged(course: UUID, policy: CoursePolicy)
    case pupilEnrolled(Enrolment)
    case enrolmentEnded(enrolment: UUID, lastDay: Day)
    /// The weekdays on which each group is taught, 1 Monday to 7 Sunday.
    case timetableApproved(timetable: UUID, days: ClosedRange<Day>, weekdays: [UUID: Set<Int>])
}

struct Enrolment: Equatable, Sendable {
    let id: UUID
    let pupil: UUID
    let target: Target
    let firstDay: Day

    /// What a pupil is enrolled in.
    enum Target: Equatable, Sendable {
        case classID(UUID)
        case group(UUID)
    }
}
