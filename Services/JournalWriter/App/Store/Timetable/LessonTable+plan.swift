import EventFeed
import Foundation
import School

extension JournalStore {
    func hasLesson(_ id: UUID) throws -> Bool { try exists("SELECT 1 FROM lesson WHERE lesson_id = ?", [id]) }

    /// The lessons of one timetable from a day on.
    func lessons(ofTimetable id: UUID, from day: Day) throws -> [StandingLesson] {
        try all(
            """
            SELECT \(Self.standingColumns) FROM lesson l
            WHERE l.timetable_id = ? AND l.date >= ? ORDER BY l.date, l.number, l.lesson_id
            """,
            [id, day.rawValue], StandingLesson.init(row:))
    }

    /// The lessons from a day on that came of timetables with these bells and take place.
    func lessons(byBells id: UUID, from day: Day) throws -> [StandingLesson] {
        try all(
            """
            SELECT \(Self.standingColumns) FROM timetable t JOIN lesson l ON l.timetable_id = t.timetable_id
            WHERE t.bells_id = ? AND l.date >= ? AND l.cancel_reason IS NULL
            ORDER BY l.date, l.number, l.lesson_id
            """,
            [id, day.rawValue], StandingLesson.init(row:))
    }

    private static let standingColumns = """
        l.lesson_id, l.version, l.date, l.number, l.start, l.end, l.group_id, l.course_id, l.teacher_id,
        l.topic IS NOT NULL OR l.homework IS NOT NULL OR l.homework_none OR l.cancel_reason IS NOT NULL
            OR EXISTS (SELECT 1 FROM roll r WHERE r.lesson_id = l.lesson_id)
            OR EXISTS (SELECT 1 FROM work w WHERE w.lesson_id = l.lesson_id)
        """
}

extension StandingLesson {
    fileprivate init(row: Columns) throws {
        self.init(
            lesson: row[0], version: row[1],
            plan: PlannedLesson(
                date: row.day(2), number: row[3], start: try row.minute(4), end: try row.minute(5), group: row[6],
                course: row[7], teacher: row[8]),
            isEntered: row[9])
    }
}

extension LessonScheduled: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            """
            INSERT INTO lesson (lesson_id, school_id, version, date, number, start, end, group_id, course_id,
                teacher_id, timetable_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                lesson, source.school, version, plan.date.rawValue, plan.number, plan.start.rawValue,
                plan.end.rawValue, plan.group, plan.course, plan.teacher, timetable,
            ])
    }
}

extension LessonMoved: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change(
            """
            UPDATE lesson SET version = ?, date = COALESCE(?, date), number = COALESCE(?, number),
                start = COALESCE(?, start), end = COALESCE(?, end), teacher_id = COALESCE(?, teacher_id)
            WHERE lesson_id = ?
            """,
            [version, date?.rawValue, number, start?.rawValue, end?.rawValue, teacher, lesson])
    }
}

extension LessonDropped: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change("DELETE FROM lesson WHERE lesson_id = ?", [lesson])
    }
}
