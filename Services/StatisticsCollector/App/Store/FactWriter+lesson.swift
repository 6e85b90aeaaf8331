import EventFeed
import School

extension FactWriter {
    func writeLesson(_ fact: JournalFact) throws {
        switch fact {
        case .lessonScheduled(let lesson, let group, let day, let end):
            try change(Self.schedule, [source, lesson, event.school, group, day.rawValue, end.rawValue])
        case .lessonMoved(let lesson, let day, let end):
            try change(
                """
                UPDATE lesson SET date = COALESCE(?, date), end = COALESCE(?, end) WHERE source = ? AND lesson_id = ?
                """,
                [day?.rawValue, end?.rawValue, source, lesson])
        case .lessonDropped(let lesson):
            try change("DELETE FROM lesson WHERE source = ? AND lesson_id = ?", [source, lesson])
        case .lessonCancelled(let lesson):
            try change("UPDATE lesson SET cancelled = 1 WHERE source = ? AND lesson_id = ?", [source, lesson])
        default: break
        }
    }

    func writeEntry(_ fact: JournalFact) throws {
        switch fact {
        case .topicRecorded(let lesson):
            try change("UPDATE lesson SET topic = 1 WHERE source = ? AND lesson_id = ?", [source, lesson])
        case .homeworkRecorded(let lesson, let isNone):
            try change(
                "UPDATE lesson SET homework = 1, homework_none = ? WHERE source = ? AND lesson_id = ?",
                [isNone, source, lesson])
        case .rollTaken(let lesson):
            try change("UPDATE lesson SET roll = 1 WHERE source = ? AND lesson_id = ?", [source, lesson])
        default: break
        }
    }

    private static let schedule = """
        INSERT INTO lesson (source, lesson_id, school_id, class_id, date, end)
        SELECT source, ?2, school_id, class_id, ?5, ?6 FROM study_group
        WHERE source = ?1 AND group_id = ?4 AND school_id = ?3
        """
}
