import EventFeed
import Foundation
import School

/// Lessons as they are shown.
extension JournalStore {
    func lessonHead(_ id: UUID) throws -> LessonHead? {
        try first(Self.headOfLesson, [id], LessonHead.init(row:))
    }

    /// A teacher's lessons of a day, by the clock.
    func lessonHeads(ofTeacher staff: UUID, on day: Day) throws -> [LessonHead] {
        try all(Self.headsOfTeacher, [staff, day.rawValue], LessonHead.init(row:))
    }

    /// A school's lessons of a day, by class and number.
    func lessonHeads(ofSchool school: UUID, on day: Day) throws -> [LessonHead] {
        try all(Self.headsOfSchool, [school, day.rawValue], LessonHead.init(row:))
    }

    /// The lesson that a work belongs to.
    func lesson(ofWork work: UUID) throws -> UUID? {
        try first("SELECT lesson_id FROM work WHERE work_id = ?", [work]) { $0[0] }
    }

    /// The work that a mark was given for.
    func work(ofMark mark: UUID) throws -> UUID? {
        try first("SELECT work_id FROM mark WHERE mark_id = ?", [mark]) { $0[0] }
    }

    private static let headOfLesson = heads + " WHERE l.lesson_id = ?"
    private static let headsOfTeacher =
        heads + " WHERE l.teacher_id = ? AND l.date = ? ORDER BY l.start, l.number, l.lesson_id"
    private static let headsOfSchool =
        heads + """
             WHERE l.school_id = ? AND l.date = ?
            ORDER BY k.parallel IS NULL, k.parallel, k.letter, l.number, l.start, l.lesson_id
            """
    private static let heads = """
        SELECT l.lesson_id, l.school_id, l.version, l.date, l.number, l.start, l.end, l.teacher_id,
            l.topic, l.homework, l.homework_none, l.homework_due, l.cancel_reason, l.cancel_order,
            c.course_id, c.name, c.marks, c.homework, c.counts_in_filling, c.extracurricular,
            g.group_id, g.name, g.whole_class, k.class_id, k.parallel, k.letter, COALESCE(r.version, 0),
            l.topic_at, r.taken_at
        FROM lesson l JOIN course c ON c.course_id = l.course_id JOIN study_group g ON g.group_id = l.group_id
            LEFT JOIN class k ON k.class_id = g.class_id LEFT JOIN roll r ON r.lesson_id = l.lesson_id
        """
}

extension LessonHead {
    fileprivate init(row: Columns) throws {
        let orderNumber: String? = row[13]
        self.init(
            lesson: row[0], school: row[1], version: row[2], date: row.day(3), number: row[4],
            start: try row.minute(5), end: try row.minute(6), teacher: row[7],
            course: CourseHead(
                course: row[14], name: row[15],
                policy: CoursePolicy(
                    marks: try row.choice(16), homework: try row.choice(17), countsInFilling: row[18],
                    isExtracurricular: row[19])),
            group: GroupHead(group: row[20], name: row[21], isWholeClass: row[22], schoolClass: ClassHead(row: row)),
            topic: row[8], topicAt: row[27], homework: HomeworkEntry(row: row, from: 9),
            cancellation: (row[12] as String?).map { Cancellation(reason: $0, orderNumber: orderNumber) },
            rollVersion: row[26], rollTakenAt: row[28])
    }
}

extension ClassHead {
    fileprivate init?(row: Columns) {
        guard let id: UUID = row[23] else { return nil }
        self.init(schoolClass: id, parallel: row[24], letter: row[25])
    }
}
