import EventFeed
import Foundation
import School

extension Turn {
    func lesson(_ id: UUID) throws -> JournalLesson? {
        try statement("\(Self.selectLesson) WHERE source = ? AND lesson_id = ?")
            .first([source, id], JournalLesson.init)
    }

    func lesson(ofWork work: UUID) throws -> JournalLesson? {
        try statement(
            "\(Self.selectLesson) WHERE source = ?1 AND lesson_id = "
                + "(SELECT lesson_id FROM work WHERE source = ?1 AND work_id = ?2)"
        ).first([source, work], JournalLesson.init)
    }

    func lessons(group: UUID, day: Day) throws -> [JournalLesson] {
        try statement(
            """
            \(Self.selectLesson) INDEXED BY lesson_of_group_day
            WHERE source = ? AND group_id = ? AND date = ? ORDER BY lesson_id
            """
        ).all([source, group, day.rawValue], JournalLesson.init)
    }

    func lessons(course: UUID) throws -> [JournalLesson] {
        try statement(
            """
            \(Self.selectLesson) INDEXED BY lesson_of_course WHERE source = ? AND course_id = ? ORDER BY lesson_id
            """
        ).all([source, course], JournalLesson.init)
    }

    /// By way of the school's groups: of all groups there are few beside the lessons.
    func lessons(school: UUID, from day: Day) throws -> [JournalLesson] {
        try statement(
            """
            \(Self.selectLesson) INDEXED BY lesson_of_group_day
            WHERE source = ?1 AND date >= ?3
                AND group_id IN (SELECT group_id FROM study_group WHERE source = ?1 AND school_id = ?2)
            ORDER BY lesson_id
            """
        ).all([source, school, day.rawValue], JournalLesson.init)
    }

    func insert(_ lesson: JournalLesson) throws {
        try run(
            """
            INSERT INTO lesson (source, lesson_id, school_id, group_id, class_id, cohort_id, course_id, teacher_id,
                date, number, start, end)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                source, lesson.id, lesson.school, lesson.group, lesson.classID, lesson.cohort, lesson.course,
                lesson.teacher, lesson.day.rawValue, lesson.number, lesson.start.rawValue, lesson.end.rawValue,
            ])
    }

    func update(_ lesson: JournalLesson) throws {
        try run(
            """
            UPDATE lesson SET teacher_id = ?, date = ?, number = ?, start = ?, end = ?, cancelled = ?, topic_at = ?,
                homework_at = ?, roll_at = ?
            WHERE source = ? AND lesson_id = ?
            """,
            [
                lesson.teacher, lesson.day.rawValue, lesson.number, lesson.start.rawValue, lesson.end.rawValue,
                lesson.isCancelled, lesson.topicAt, lesson.homeworkAt, lesson.rollAt, source, lesson.id,
            ])
    }

    func delete(_ lesson: JournalLesson) throws {
        try run("DELETE FROM presence WHERE source = ? AND lesson_id = ?", [source, lesson.id])
        try run("DELETE FROM entry WHERE source = ? AND lesson_id = ?", [source, lesson.id])
        try run("DELETE FROM lesson WHERE source = ? AND lesson_id = ?", [source, lesson.id])
    }

    private static let selectLesson = """
        SELECT lesson_id, school_id, group_id, class_id, course_id, teacher_id, date, number, start, end, cancelled,
            topic_at, homework_at, roll_at
        FROM lesson
        """
}

extension JournalLesson {
    /// From a row of ``Turn``'s selection; the table holds minutes within a day.
    init(_ row: Columns) {
        self.init(
            id: row[0], school: row[1], group: row[2], classID: row[3], course: row[4], teacher: row[5],
            day: Day(rawValue: row[6]), number: row[7], start: MinuteOfDay(stored: row[8]),
            end: MinuteOfDay(stored: row[9]), isCancelled: row[10], topicAt: row[11], homeworkAt: row[12],
            rollAt: row[13])
    }
}

extension MinuteOfDay {
    /// From a column that holds nothing else.
    fileprivate init(stored minute: Int) { self = MinuteOfDay(rawValue: UInt16(clamping: minute)) ?? .midnight }
}
