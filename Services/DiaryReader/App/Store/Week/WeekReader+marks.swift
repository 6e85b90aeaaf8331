import EventFeed
import Foundation
import School

extension WeekReader {
    /// The marks that stand for a day of the week, whatever group their lesson was taught to.
    func marks() throws -> [DiaryMark] {
        try all(
            Self.marksSQL,
            [child.source, child.pupil, week.monday.rawValue, week.sunday.rawValue]
        ) { row in
            DiaryMark(
                mark: row[0], value: try MarkValue(points: row[1], symbol: row[2]), day: row.day(3),
                kind: try row.choice(4), weight: row[5], lesson: row[6], lessonDay: row.day(7), courseName: row[8])
        }
    }

    private static let marksSQL = """
        SELECT m.mark_id, m.points, m.symbol, m.date, w.kind, w.weight, l.lesson_id, l.date, c.name
        FROM mark m
        JOIN work w ON w.source = m.source AND w.work_id = m.work_id
        JOIN lesson l ON l.source = w.source AND l.lesson_id = w.lesson_id
        JOIN course c ON c.source = l.source AND c.course_id = l.course_id
        WHERE m.source = ? AND m.pupil_id = ? AND m.withdrawn = 0 AND m.date BETWEEN ? AND ?
        """
}
