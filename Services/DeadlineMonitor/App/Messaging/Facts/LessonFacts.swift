import Contracts
import Foundation
import School

/// Facts about lessons, and what was entered in them.
enum LessonFacts {
    static func scheduled(_ wire: WireLessonScheduled) throws(UnreadablePayload) -> JournalFact {
        .lesson(
            .scheduled(
                ScheduledLesson(
                    id: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
                    day: try Field.day(wire.hasDate, wire.date, "date"),
                    number: try Field.number(wire.hasNumber, wire.number, in: Bell.numbers, "number"),
                    start: try Field.minute(wire.hasStart, wire.start, "start"),
                    end: try Field.minute(wire.hasEnd, wire.end, "end"),
                    group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"),
                    course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"),
                    teacher: try Field.id(wire.hasTeacherID, wire.teacherID, "teacher_id"))))
    }

    static func moved(_ wire: WireLessonMoved) throws(UnreadablePayload) -> JournalFact {
        let move = LessonMove(
            day: wire.hasDate ? try Field.day(true, wire.date, "date") : nil,
            number: wire.hasNumber ? try Field.number(true, wire.number, in: Bell.numbers, "number") : nil,
            start: wire.hasStart ? try Field.minute(true, wire.start, "start") : nil,
            end: wire.hasEnd ? try Field.minute(true, wire.end, "end") : nil,
            teacher: wire.hasTeacherID ? try Field.id(true, wire.teacherID, "teacher_id") : nil)
        return .lesson(.moved(lesson: try lesson(wire.hasLessonID, wire.lessonID), move))
    }

    static func dropped(_ wire: WireLessonDropped) throws(UnreadablePayload) -> JournalFact {
        .lesson(.dropped(lesson: try lesson(wire.hasLessonID, wire.lessonID)))
    }

    static func cancelled(_ wire: WireLessonCancelled) throws(UnreadablePayload) -> JournalFact {
        .lesson(.cancelled(lesson: try lesson(wire.hasLessonID, wire.lessonID)))
    }

    /// The topic itself is not kept: the rule asks that there is one.
    static func topicRecorded(_ wire: WireTopicRecorded) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasTopic, "topic")
        return .lesson(.topicRecorded(lesson: try lesson(wire.hasLessonID, wire.lessonID)))
    }

    /// That none was set is an entry like any other.
    static func homeworkRecorded(_ wire: WireHomeworkRecorded) throws(UnreadablePayload) -> JournalFact {
        guard wire.homework != nil else { throw UnreadablePayload(problem: "homework is missing") }
        return .lesson(.homeworkRecorded(lesson: try lesson(wire.hasLessonID, wire.lessonID)))
    }

    static func rollTaken(_ wire: WireRollTaken) throws(UnreadablePayload) -> JournalFact {
        var absent: Set<UUID> = []
        for entry in wire.entries {
            let (pupil, isAbsent) = try read(entry)
            if isAbsent { absent.insert(pupil) }
        }
        return .lesson(.rollTaken(lesson: try lesson(wire.hasLessonID, wire.lessonID), absent: absent))
    }

    static func attendanceChanged(_ wire: WireAttendanceChanged) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasEntry, "entry")
        let (pupil, isAbsent) = try read(wire.entry)
        return .lesson(
            .attendanceChanged(
                lesson: try lesson(wire.hasLessonID, wire.lessonID), pupil: pupil, isAbsent: isAbsent))
    }

    private static func read(_ entry: WireRollEntry) throws(UnreadablePayload) -> (pupil: UUID, isAbsent: Bool) {
        guard let code = AttendanceCode(rawValue: entry.code.rawValue) else {
            throw UnreadablePayload(problem: "entry.code has the value \(entry.code.rawValue), which is not known here")
        }
        return (try Field.id(entry.hasPupilID, entry.pupilID, "entry.pupil_id"), code.isAbsence)
    }

    private static func lesson(_ isPresent: Bool, _ id: Data) throws(UnreadablePayload) -> UUID {
        try Field.id(isPresent, id, "lesson_id")
    }
}
