import EventFeed
import Foundation
import School

/// Homework stands on the day it is due. Without a day it is due on the day of the next lesson of the same course and
/// group that takes place; a cancelled lesson sets none and is none that something could be due at.
extension WeekReader {
    /// - Parameter lessons: those of the week.
    func homework(_ memberships: [Membership], beside lessons: [DiaryLesson]) throws -> [StandingHomework] {
        var found: [UUID: StandingHomework] = [:]
        for homework in try dueByDate(memberships) + dueAtLesson(lessons) + dueSometime(lessons) {
            found[homework.lesson] = homework
        }
        return Array(found.values)
    }

    private func dueByDate(_ memberships: [Membership]) throws -> [StandingHomework] {
        try memberships.flatMap { membership -> [StandingHomework] in
            guard let days = membership.days(within: week) else { return [] }
            return try all(
                Self.byDateSQL,
                [child.source, membership.group, days.lowerBound.rawValue, days.upperBound.rawValue]
            ) { Self.homework(from: $0, due: $0.day(6)) }
        }
    }

    private func dueAtLesson(_ lessons: [DiaryLesson]) throws -> [StandingHomework] {
        let places = Set(
            lessons.filter { $0.cancellation == nil }.map { Place(group: $0.group, course: $0.course, day: $0.day) })
        return try places.flatMap { place in
            try all(
                Self.atLessonSQL,
                [
                    child.source, place.group, place.course,
                    child.source, place.group, place.course, place.day.rawValue,
                ]
            ) { Self.homework(from: $0, due: place.day) }
        }
    }

    private struct Place: Hashable {
        let group: UUID
        let course: UUID
        let day: Day
    }

    private func dueSometime(_ lessons: [DiaryLesson]) throws -> [StandingHomework] {
        try lessons.filter { $0.cancellation == nil && $0.homework == .due(nil) }.compactMap { lesson in
            try first(
                Self.sometimeSQL,
                [
                    child.source, lesson.lesson, child.source, lesson.group, lesson.course, lesson.day.rawValue,
                ]
            ) { Self.homework(from: $0, due: nil) }
        }
    }

    private static func homework(from row: Columns, due: Day?) -> StandingHomework {
        StandingHomework(
            lesson: row[0], group: row[1], course: row[2], courseName: row[3], text: row[4], setOn: row.day(5),
            due: due)
    }

    private static func found(by index: String = "") -> String {
        """
        SELECT l.lesson_id, l.group_id, l.course_id, c.name, l.homework, l.date, l.homework_due
        FROM lesson l \(index) JOIN course c ON c.source = l.source AND c.course_id = l.course_id
        """
    }

    private static let byDateSQL = """
        \(found())
        WHERE l.source = ? AND l.group_id = ? AND l.homework_due BETWEEN ? AND ? AND l.cancel_reason IS NULL
        """

    /// What was set on the last day before with a lesson that took place. Of itself SQLite would go through all lessons
    /// of the source.
    private static let atLessonSQL = """
        \(found(by: "INDEXED BY lesson_of_course"))
        WHERE l.source = ? AND l.group_id = ? AND l.course_id = ? AND l.cancel_reason IS NULL
            AND l.homework IS NOT NULL AND l.homework_due IS NULL
            AND l.date = (SELECT MAX(date) FROM lesson WHERE source = ? AND group_id = ? AND course_id = ?
                AND cancel_reason IS NULL AND date < ?)
        """

    private static let sometimeSQL = """
        \(found())
        WHERE l.source = ? AND l.lesson_id = ? AND NOT EXISTS (
            SELECT 1 FROM lesson WHERE source = ? AND group_id = ? AND course_id = ? AND cancel_reason IS NULL
                AND date > ?)
        """
}
