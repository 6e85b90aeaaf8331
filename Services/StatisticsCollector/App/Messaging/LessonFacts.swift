import Contracts
import Foundation
import School

/// Facts about lessons, and what was entered in them.
enum LessonFacts {
    static func scheduled(_ wire: WireLessonScheduled) throws(UnreadablePayload) -> JournalFact {
        .lessonScheduled(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            plan: LessonPlan(
                day: try Field.day(wire.hasDate, wire.date, "date"),
                number: try Field.number(wire.hasNumber, wire.number, "number"),
                start: try Field.minute(wire.hasStart, wire.start, "start"),
                end: try Field.minute(wire.hasEnd, wire.end, "end"),
                group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"),
                course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"),
                teacher: try Field.id(wire.hasTeacherID, wire.teacherID, "teacher_id")))
    }

    static func moved(_ wire: WireLessonMoved) throws(UnreadablePayload) -> JournalFact {
        .lessonMoved(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            change: LessonChange(
                day: wire.hasDate ? try Field.day(true, wire.date, "date") : nil,
                number: wire.hasNumber ? try Field.number(true, wire.number, "number") : nil,
                start: wire.hasStart ? try Field.minute(true, wire.start, "start") : nil,
                end: wire.hasEnd ? try Field.minute(true, wire.end, "end") : nil,
                teacher: wire.hasTeacherID ? try Field.id(true, wire.teacherID, "teacher_id") : nil))
    }

    static func dropped(_ wire: WireLessonDropped) throws(UnreadablePayload) -> JournalFact {
        .lessonDropped(lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"))
    }

    static func cancelled(_ wire: WireLessonCancelled) throws(UnreadablePayload) -> JournalFact {
        .lessonCancelled(lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"))
    }

    /// The topic itself is not kept: the figures count that there is one.
    static func topicRecorded(_ wire: WireTopicRecorded) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasTopic, "topic")
        return .topicRecorded(lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"))
    }

    static func homeworkRecorded(_ wire: WireHomeworkRecorded) throws(UnreadablePayload) -> JournalFact {
        let lesson = try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id")
        switch wire.homework {
        case .text: return .homeworkRecorded(lesson: lesson, isNone: false)
        case .some(.none(_)): return .homeworkRecorded(lesson: lesson, isNone: true)
        case nil: throw UnreadablePayload(problem: "homework is missing")
        }
    }

    static func rollTaken(_ wire: WireRollTaken) throws(UnreadablePayload) -> JournalFact {
        var absent: Set<UUID> = []
        for entry in wire.entries {
            let pupil = try Field.id(entry.hasPupilID, entry.pupilID, "entries.pupil_id")
            if try isAbsence(entry, "entries.code") { absent.insert(pupil) }
        }
        return .rollTaken(lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"), absent: absent)
    }

    static func attendanceChanged(_ wire: WireAttendanceChanged) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasEntry, "entry")
        return .attendanceChanged(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            pupil: try Field.id(wire.entry.hasPupilID, wire.entry.pupilID, "entry.pupil_id"),
            isAbsent: try isAbsence(wire.entry, "entry.code"))
    }

    /// Why somebody was absent is not kept; a code nobody here knows stops the feed all the same.
    private static func isAbsence(_ entry: WireRollEntry, _ name: StaticString) throws(UnreadablePayload) -> Bool {
        try Field.choice(entry.hasCode, entry.code.rawValue, in: attendanceCodes, name)
        return AttendanceCode(rawValue: entry.code.rawValue)?.isAbsence ?? false
    }

    private static let attendanceCodes =
        WireAttendanceCode.present.rawValue...WireAttendanceCode.exempt.rawValue
}
