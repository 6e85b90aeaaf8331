import Contracts
import School

/// Facts about lessons, and what was entered in them.
enum LessonFacts {
    static func scheduled(_ wire: WireLessonScheduled) throws(UnreadablePayload) -> JournalFact {
        .lessonScheduled(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"),
            day: try Field.day(wire.hasDate, wire.date, "date"),
            end: try Field.minute(wire.hasEnd, wire.end, "end"))
    }

    static func moved(_ wire: WireLessonMoved) throws(UnreadablePayload) -> JournalFact {
        .lessonMoved(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            day: wire.hasDate ? try Field.day(true, wire.date, "date") : nil,
            end: wire.hasEnd ? try Field.minute(true, wire.end, "end") : nil)
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

    /// Who was absent is not kept; codes are checked all the same, so that a code nobody here knows stops the feed.
    static func rollTaken(_ wire: WireRollTaken) throws(UnreadablePayload) -> JournalFact {
        for entry in wire.entries {
            try Field.choice(entry.hasCode, entry.code.rawValue, in: attendanceCodes, "entries.code")
        }
        return .rollTaken(lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"))
    }

    private static let attendanceCodes =
        WireAttendanceCode.present.rawValue...WireAttendanceCode.exempt.rawValue
}
