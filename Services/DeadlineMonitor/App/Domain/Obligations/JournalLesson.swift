import Foundation
import Regulation
import School

/// A lesson as the journal has it now, with the first entries that count.
struct JournalLesson: Equatable, Sendable {
    let id: UUID
    let school: UUID
    let group: UUID
    /// Nil where pupils of several classes meet.
    let classID: UUID?
    let course: UUID
    var teacher: UUID
    var day: Day
    var number: Int
    var start: MinuteOfDay
    var end: MinuteOfDay
    var isCancelled = false
    /// When the first entry that counts was recorded, microseconds UTC.
    var topicAt: Int64?
    var homeworkAt: Int64?
    var rollAt: Int64?

    /// Those who are taught by one calendar: the class, or the group of pupils of several classes.
    var cohort: UUID { classID ?? group }

    var dayLesson: DayLesson {
        DayLesson(id: id, day: day, number: number, course: course, group: group, teacher: teacher)
    }

    /// The same lesson at its new place.
    func moved(_ move: LessonMove) -> JournalLesson {
        var lesson = self
        lesson.day = move.day ?? day
        lesson.number = move.number ?? number
        lesson.start = move.start ?? start
        lesson.end = move.end ?? end
        lesson.teacher = move.teacher ?? teacher
        return lesson
    }
}
