import Foundation
import School

/// What an event says about a lesson.
enum LessonFact: Equatable, Sendable {
    case scheduled(ScheduledLesson)
    case moved(lesson: UUID, LessonMove)
    case dropped(lesson: UUID)
    case cancelled(lesson: UUID)
    case topicRecorded(lesson: UUID)
    case homeworkRecorded(lesson: UUID)
    case rollTaken(lesson: UUID, absent: Set<UUID>)
    case attendanceChanged(lesson: UUID, pupil: UUID, isAbsent: Bool)
}

struct ScheduledLesson: Equatable, Sendable {
    let id: UUID
    let day: Day
    let number: Int
    let start: MinuteOfDay
    let end: MinuteOfDay
    let group: UUID
    let course: UUID
    let teacher: UUID
}

/// What of a lesson's place changed; nil: as it was.
struct LessonMove: Equatable, Sendable {
    var day: Day?
    var number: Int?
    var start: MinuteOfDay?
    var end: MinuteOfDay?
    var teacher: UUID?
}
