import Foundation
import School

/// What an event of a journal says that a diary shows. The school is the event's own.
enum JournalFact: Equatable, Sendable {
    case school(SchoolFact)
    case person(PersonFact)
    case group(GroupFact)
    case lesson(LessonFact)
    case roll(RollFact)
    case work(WorkFact)
    /// What these card events said is gone.
    case erased(sequences: [Int64])
}

enum SchoolFact: Equatable, Sendable {
    /// The zone holds from the beginning on.
    case registered(school: UUID, name: String, zone: String)
    case renamed(name: String)
    case zoneSet(since: Day, zone: String)

    var zone: String? {
        switch self {
        case .registered(_, _, let zone), .zoneSet(_, let zone): zone
        case .renamed: nil
        }
    }
}

enum PersonFact: Equatable, Sendable {
    case added(person: UUID, kind: PersonKind)
    case card(person: UUID, version: UInt32, name: PersonName)
    case guardianshipRecorded(guardianship: UUID, guardian: UUID, pupil: UUID, firstDay: Day)
    case guardianshipEnded(guardianship: UUID, lastDay: Day)
}

enum GroupFact: Equatable, Sendable {
    case classOpened(classID: UUID, parallel: Int, letter: String)
    case classRenamed(classID: UUID, letter: String)
    case groupOpened(group: UUID, name: String, classID: UUID?, isWholeClass: Bool)
    case groupRenamed(group: UUID, name: String)
    case courseOpened(course: UUID, name: String)
    case courseRenamed(course: UUID, name: String)
    /// In a class or in a group, never both.
    case enrolled(enrolment: UUID, pupil: UUID, classID: UUID?, group: UUID?, firstDay: Day)
    case enrolmentEnded(enrolment: UUID, lastDay: Day)
}

enum LessonFact: Equatable, Sendable {
    case scheduled(LessonPlan)
    /// Nil: as it was.
    case moved(LessonMove)
    case dropped(lesson: UUID)
    case topic(lesson: UUID, text: String)
    /// Nil: none was set. Without a day it is due at the next lesson.
    case homework(lesson: UUID, text: String?, due: Day?)
    case cancelled(lesson: UUID, reason: String)
}

struct LessonPlan: Equatable, Sendable {
    let lesson: UUID
    let date: Day
    let number: Int
    let start: MinuteOfDay
    let end: MinuteOfDay
    let group: UUID
    let course: UUID
    let teacher: UUID
}

struct LessonMove: Equatable, Sendable {
    let lesson: UUID
    let date: Day?
    let number: Int?
    let start: MinuteOfDay?
    let end: MinuteOfDay?
    let teacher: UUID?
}

enum RollFact: Equatable, Sendable {
    /// Whoever is not named was present.
    case taken(lesson: UUID, entries: [RollEntry])
    case changed(lesson: UUID, entry: RollEntry)
}

struct RollEntry: Equatable, Sendable {
    let pupil: UUID
    let attendance: Attendance
}

enum WorkFact: Equatable, Sendable {
    case created(work: UUID, lesson: UUID, kind: WorkKind, weight: Int)
    case withdrawn(work: UUID)
    case markGiven(mark: UUID, work: UUID, pupil: UUID, value: MarkValue, date: Day)
    case markChanged(mark: UUID, value: MarkValue)
    case markWithdrawn(mark: UUID)
}
