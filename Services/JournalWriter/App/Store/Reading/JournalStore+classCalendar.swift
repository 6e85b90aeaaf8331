import EventFeed
import Foundation
import School

/// Which days work for a group's class: its week by the approved timetables, and the days it has lessons on.
extension JournalStore {
    /// How far ahead a deadline can move: the longest holidays are two weeks.
    private static let horizon = 31

    /// For deadlines that are counted from days between these.
    func calendar(
        of group: GroupHead, in school: UUID, from day: Day, to lastBase: Day
    ) throws -> ClassCalendar {
        let last = lastBase + Self.horizon
        return ClassCalendar(
            working: .krasnodar, weeks: try weeks(of: group, in: school, until: last),
            taughtDays: Set(try taughtDays(of: group, day...last)))
    }

    /// One period for each timetable in which the class is taught.
    private func weeks(
        of group: GroupHead, in school: UUID, until last: Day
    ) throws -> [ClassCalendar.WeekPeriod] {
        let rows = try all(
            """
            SELECT DISTINCT t.timetable_id, t.first_day, t.last_day, e.weekday FROM timetable t
                JOIN timetable_entry e ON e.timetable_id = t.timetable_id
                JOIN study_group g ON g.group_id = e.group_id
            WHERE t.school_id = ? AND t.first_day <= ? AND (g.group_id = ? OR g.class_id = ?)
            """,
            [school, last.rawValue, group.group, group.schoolClass?.schoolClass]
        ) { (timetable: $0[0] as UUID, days: $0.day(1)...$0.day(2), weekday: $0[3] as Int) }
        return Dictionary(grouping: rows, by: \.timetable).values.map { rows in
            ClassCalendar.WeekPeriod(days: rows[0].days, week: SchoolWeek(taughtOn: rows.map(\.weekday)))
        }
    }

    private func taughtDays(of group: GroupHead, _ days: ClosedRange<Day>) throws -> [Day] {
        try all(
            """
            SELECT DISTINCT l.date FROM study_group g JOIN lesson l ON l.group_id = g.group_id
            WHERE (g.group_id = ? OR g.class_id = ?) AND l.date BETWEEN ? AND ? AND l.cancel_reason IS NULL
            """,
            [group.group, group.schoolClass?.schoolClass, days.lowerBound.rawValue, days.upperBound.rawValue]
        ) { $0.day(0) }
    }
}
