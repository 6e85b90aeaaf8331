import EventFeed
import Foundation
import GRDB
import School

/// Reads one week of one child from the rows the child was found in, in the same transaction.
struct WeekReader {
    let database: Database
    let child: Child
    let week: SchoolWeek

    func read() throws -> DiaryWeek {
        let memberships = try memberships()
        var record = WeekRecord()
        record.lessons = try lessons(memberships)
        record.homework = try homework(memberships, beside: record.lessons)
        record.marks = try marks()
        record.hasEarlier = try memberships.contains { try hasLessons(before: week.monday, $0) }
        record.nextLessons = try memberships.compactMap { try firstLessons(after: week.sunday, $0) }.min()
        return DiaryWeek(record, of: child, in: week)
    }

    // MARK: Groups

    /// A group the pupil is in, from the first day to the last.
    struct Membership {
        let group: UUID
        let days: ClosedRange<Day>

        func days(within week: SchoolWeek) -> ClosedRange<Day>? {
            days.overlaps(week.days) ? days.clamped(to: week.days) : nil
        }
    }

    private func memberships() throws -> [Membership] {
        try all(Self.membershipsSQL, [child.source, child.pupil, child.source, child.pupil]) { row in
            let last = row.optionalDay(2) ?? Day(rawValue: .max)
            return Membership(group: row[0], days: row.day(1)...last)
        }
    }

    private func hasLessons(before day: Day, _ membership: Membership) throws -> Bool {
        let last = min(day - 1, membership.days.upperBound)
        guard last >= membership.days.lowerBound else { return false }
        return try first(
            "SELECT 1 FROM lesson WHERE source = ? AND group_id = ? AND date BETWEEN ? AND ? LIMIT 1",
            [child.source, membership.group, membership.days.lowerBound.rawValue, last.rawValue]
        ) { _ in true } ?? false
    }

    private func firstLessons(after day: Day, _ membership: Membership) throws -> Day? {
        let from = max(day + 1, membership.days.lowerBound)
        guard from <= membership.days.upperBound else { return nil }
        return try first(
            "SELECT MIN(date) FROM lesson WHERE source = ? AND group_id = ? AND date BETWEEN ? AND ?",
            [child.source, membership.group, from.rawValue, membership.days.upperBound.rawValue]
        ) { $0.optionalDay(0) }.flatMap { $0 }
    }

    // MARK: Statements

    func first<Value>(_ sql: String, _ values: Values, _ read: (Columns) throws -> Value) throws -> Value? {
        try KeptStatement(sql, in: database).first(values, read)
    }

    func all<Value>(_ sql: String, _ values: Values, _ read: (Columns) throws -> Value) throws -> [Value] {
        try KeptStatement(sql, in: database).all(values, read)
    }

    /// Named in a group, or enrolled in the class of which it is the whole. By an index that SQLite, without
    /// statistics, would pass over. That the class is not NULL goes unsaid: told so, SQLite would look at every class.
    private static let membershipsSQL = """
        SELECT group_id, first_day, last_day FROM enrolment INDEXED BY enrolment_of_pupil
        WHERE source = ? AND pupil_id = ? AND group_id IS NOT NULL
        UNION ALL
        SELECT g.group_id, e.first_day, e.last_day
        FROM enrolment e INDEXED BY enrolment_of_pupil
        JOIN study_group g ON g.source = e.source AND g.whole_class_id = e.class_id
        WHERE e.source = ? AND e.pupil_id = ?
        """
}
