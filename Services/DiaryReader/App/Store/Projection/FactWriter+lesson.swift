import EventFeed
import Foundation
import School

extension FactWriter {
    func write(_ fact: LessonFact) throws {
        switch fact {
        case .scheduled(let plan):
            try change(
                Self.schedule,
                [
                    source, event.school, plan.lesson, plan.date.rawValue, plan.number, plan.start.rawValue,
                    plan.end.rawValue, plan.group, plan.course, plan.teacher,
                ])
        case .moved(let move): try write(move)
        case .dropped(let lesson): try drop(lesson)
        case .topic(let lesson, let text): try set("topic = ?", [text], of: lesson)
        case .homework(let lesson, let text, let due):
            try set(
                "homework = ?, homework_none = ?, homework_due = ?", [text, text == nil, due?.rawValue], of: lesson)
        case .cancelled(let lesson, let reason): try set("cancel_reason = ?", [reason], of: lesson)
        }
    }

    private func write(_ move: LessonMove) throws {
        try set(
            """
            date = COALESCE(?, date), number = COALESCE(?, number), start = COALESCE(?, start),
            end = COALESCE(?, end), teacher_id = COALESCE(?, teacher_id)
            """,
            [move.date?.rawValue, move.number, move.start?.rawValue, move.end?.rawValue, move.teacher],
            of: move.lesson)
    }

    private func drop(_ lesson: UUID) throws {
        try change(
            "DELETE FROM lesson WHERE source = ? AND lesson_id = ? AND school_id = ?", [source, lesson, event.school])
    }

    func set(_ columns: String, _ values: Values, of lesson: UUID) throws {
        try change(
            "UPDATE lesson SET \(columns) WHERE source = ? AND lesson_id = ? AND school_id = ?",
            values + [source, lesson, event.school])
    }

    /// Group, course and teacher must be of this school.
    private static let schedule = """
        INSERT INTO lesson
            (source, lesson_id, school_id, date, number, start, end, group_id, course_id, teacher_id)
        SELECT g.source, ?3, g.school_id, ?4, ?5, ?6, ?7, g.group_id, c.course_id, t.person_id
        FROM study_group g
        JOIN course c ON c.source = g.source AND c.school_id = g.school_id AND c.course_id = ?9
        JOIN person t ON t.source = g.source AND t.school_id = g.school_id AND t.person_id = ?10
        WHERE g.source = ?1 AND g.group_id = ?8 AND g.school_id = ?2
        """
}
