import Foundation
import School

/// What an event of a journal says that the figures depend on. The school is the event's own.
enum JournalFact: Equatable, Sendable {
    /// The zone that holds from the beginning on.
    case schoolRegistered(school: UUID, name: String, zone: String)
    case schoolRenamed(name: String)
    case schoolZoneSet(since: Day, zone: String)
    case classOpened(classID: UUID, parallel: Int)
    case groupOpened(group: UUID, classID: UUID?)
    /// Opened, or its policy changed.
    case courseSet(course: UUID, policy: CoursePolicy)
    /// On which weekdays, 1 Monday to 7 Sunday, each group is taught on the days it is in force.
    case timetableApproved(timetable: UUID, days: ClosedRange<Day>, weekdays: [UUID: Set<Int>])
    case lessonScheduled(lesson: UUID, plan: LessonPlan)
    case lessonMoved(lesson: UUID, change: LessonChange)
    case lessonDropped(lesson: UUID)
    case lessonCancelled(lesson: UUID)
    case topicRecorded(lesson: UUID)
    case homeworkRecorded(lesson: UUID, isNone: Bool)
    /// Whoever is not named was there.
    case rollTaken(lesson: UUID, absent: Set<UUID>)
    case attendanceChanged(lesson: UUID, pupil: UUID, isAbsent: Bool)
    /// The day it was due stands with homework alone.
    case workCreated(work: UUID, lesson: UUID, due: Day?)
    /// A «точка» says that a mark is owed still: it is none.
    case markGiven(mark: UUID, work: UUID, pupil: UUID, day: Day, isOwed: Bool)
    case markChanged(mark: UUID, isOwed: Bool)
    case markWithdrawn(mark: UUID)
}

/// When a lesson is, whose, and by whom.
struct LessonPlan: Equatable, Sendable {
    let day: Day
    let number: Int
    let start: MinuteOfDay
    let end: MinuteOfDay
    let group: UUID
    let course: UUID
    let teacher: UUID
}

/// What became different about a lesson; nil: as it was.
struct LessonChange: Equatable, Sendable {
    let day: Day?
    let number: Int?
    let start: MinuteOfDay?
    let end: MinuteOfDay?
    let teacher: UUID?
}
