import Contracts
import Foundation
import School

/// Facts about lessons, and what was entered in them.
enum LessonFacts {
    /// A day has no more bells (the journal's own limit).
    private static let numbers = 1...16

    static func scheduled(_ wire: WireLessonScheduled) throws(Rejection) -> JournalFact {
        .lesson(
            .scheduled(
                LessonPlan(
                    lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
                    date: try Field.day(wire.hasDate, wire.date, "date"),
                    number: try Field.number(wire.hasNumber, wire.number, in: numbers, "number"),
                    start: try Field.minute(wire.hasStart, wire.start, "start"),
                    end: try Field.minute(wire.hasEnd, wire.end, "end"),
                    group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"),
                    course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"),
                    teacher: try Field.id(wire.hasTeacherID, wire.teacherID, "teacher_id"))))
    }

    static func moved(_ wire: WireLessonMoved) throws(Rejection) -> JournalFact {
        .lesson(
            .moved(
                LessonMove(
                    lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
                    date: wire.hasDate ? try Field.day(wire.date, "date") : nil,
                    number: wire.hasNumber ? try Field.number(true, wire.number, in: numbers, "number") : nil,
                    start: wire.hasStart ? try Field.minute(true, wire.start, "start") : nil,
                    end: wire.hasEnd ? try Field.minute(true, wire.end, "end") : nil,
                    teacher: wire.hasTeacherID ? try Field.id(true, wire.teacherID, "teacher_id") : nil)))
    }

    static func dropped(_ wire: WireLessonDropped) throws(Rejection) -> JournalFact {
        .lesson(.dropped(lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id")))
    }

    static func topic(_ wire: WireTopicRecorded) throws(Rejection) -> JournalFact {
        .lesson(
            .topic(
                lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
                text: try Field.required(wire.hasTopic, wire.topic, "topic")))
    }

    static func homework(_ wire: WireHomeworkRecorded) throws(Rejection) -> JournalFact {
        .lesson(
            .homework(
                lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
                text: try homeworkText(wire.homework),
                due: wire.hasDue ? try Field.day(wire.due, "due") : nil))
    }

    private static func homeworkText(_ wire: WireHomeworkRecorded.OneOf_Homework?) throws(Rejection) -> String? {
        switch wire {
        case .text(let text): text
        case .some(.none(_)): nil
        case nil: throw Field.missing("homework")
        }
    }

    static func cancelled(_ wire: WireLessonCancelled) throws(Rejection) -> JournalFact {
        .lesson(
            .cancelled(
                lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
                reason: try Field.required(wire.hasReason, wire.reason, "reason")))
    }
}
