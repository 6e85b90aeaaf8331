import EventFeed
import Foundation
import School

extension WeekReader {
    /// Each once, though the pupil may be in a group in two ways.
    func lessons(_ memberships: [Membership]) throws -> [DiaryLesson] {
        var lessons: [UUID: DiaryLesson] = [:]
        for membership in memberships {
            guard let days = membership.days(within: week) else { continue }
            for lesson in try self.lessons(of: membership.group, on: days) { lessons[lesson.lesson] = lesson }
        }
        return Array(lessons.values)
    }

    private func lessons(of group: UUID, on days: ClosedRange<Day>) throws -> [DiaryLesson] {
        try all(
            Self.lessonsSQL,
            [child.pupil, child.source, group, days.lowerBound.rawValue, days.upperBound.rawValue], lesson(from:))
    }

    private func lesson(from row: Columns) throws -> DiaryLesson {
        let isTaken: Bool = row[12]
        return DiaryLesson(
            lesson: row[0], day: row.day(1), number: row[2], start: try row.minute(3), end: try row.minute(4),
            group: row[5], course: row[6], courseName: row[7], groupName: row[8],
            teacher: try PersonName.of(row[9], child.source, in: database), topic: row[10],
            homework: Self.homework(isNone: row[15], isSet: row[16], due: row.optionalDay(17)), cancellation: row[11],
            attendance: isTaken ? try Self.attendance(code: row[13], minutesLate: row[14]) : nil)
    }

    private static func homework(isNone: Bool, isSet: Bool, due: Day?) -> SetHomework? {
        isNone ? SetHomework.none : isSet ? .due(due) : nil
    }

    /// Whoever has no line in a roll that was taken was present.
    private static func attendance(code: Int?, minutesLate: Int?) throws -> Attendance {
        guard let code else { return .present }
        guard let known = AttendanceCode(rawValue: code) else { throw DamagedState(what: "an attendance code") }
        return Attendance(code: known, minutesLate: minutesLate)
    }

    private static let lessonsSQL = """
        SELECT l.lesson_id, l.date, l.number, l.start, l.end, l.group_id, l.course_id, c.name,
            CASE WHEN g.whole_class_id IS NULL THEN g.name END, l.teacher_id, l.topic, l.cancel_reason, l.roll,
            a.code, a.minutes_late, l.homework_none, l.homework IS NOT NULL, l.homework_due
        FROM lesson l
        JOIN study_group g ON g.source = l.source AND g.group_id = l.group_id
        JOIN course c ON c.source = l.source AND c.course_id = l.course_id
        LEFT JOIN attendance a ON a.source = l.source AND a.lesson_id = l.lesson_id AND a.pupil_id = ?
        WHERE l.source = ? AND l.group_id = ? AND l.date BETWEEN ? AND ?
        """
}
