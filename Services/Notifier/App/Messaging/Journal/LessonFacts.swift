import Contracts

/// Facts about lessons: when they are and whose, and that they are not.
enum LessonFacts {
    static func scheduled(_ wire: WireLessonScheduled) throws(UnreadablePayload) -> JournalFact {
        try Field.check(wire.hasNumber, "number")
        return .lessonScheduled(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            day: try Field.day(wire.hasDate, wire.date, "date"), number: Int(wire.number),
            group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"),
            course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"))
    }

    static func moved(_ wire: WireLessonMoved) throws(UnreadablePayload) -> JournalFact {
        .lessonMoved(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            day: wire.hasDate ? try Field.day(true, wire.date, "date") : nil,
            number: wire.hasNumber ? Int(wire.number) : nil)
    }

    static func dropped(_ wire: WireLessonDropped) throws(UnreadablePayload) -> JournalFact {
        .lessonDropped(lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"))
    }

    /// Why, and by which order, is not read.
    static func cancelled(_ wire: WireLessonCancelled) throws(UnreadablePayload) -> JournalFact {
        .lessonCancelled(lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"))
    }
}
