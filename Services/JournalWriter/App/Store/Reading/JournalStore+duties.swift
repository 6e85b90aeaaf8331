import Foundation
import Regulation
import School

/// A lesson's page with what it owes.
struct OwingLesson: Sendable {
    let sheet: LessonSheet
    /// Nil for a cancelled lesson.
    let duties: LessonDuties?
}

/// What lessons owe, by the regulation in force.
extension JournalStore {
    /// - Parameters:
    ///   - lessons: those asked about.
    ///   - day: all lessons that their teacher has that day, for double lessons.
    ///   - isNamed: whether the pupils' names are looked up.
    func owing(
        _ lessons: [LessonHead], among day: [LessonHead], at time: SchoolTime, isNamed: Bool = true
    ) throws -> [OwingLesson] {
        var calendars: [CalendarSpan: ClassCalendar] = [:]
        let runs = Self.runs(of: day)
        return try lessons.map { lesson in
            let sheet = try sheet(of: lesson, isNamed: isNamed)
            let (group, last) = (lesson.group, sheet.lastMarkBase(in: time.zones))
            let span = CalendarSpan(group: group.group, first: lesson.date, last: last)
            let calendar =
                try calendars[span] ?? calendar(of: group, in: lesson.school, from: lesson.date, to: last)
            calendars[span] = calendar
            let rules = DutyRules(
                regulation: .current, calendar: calendar, zones: time.zones, now: time.instant)
            return OwingLesson(sheet: sheet, duties: rules.duties(of: sheet, in: runs[lesson.lesson] ?? [lesson]))
        }
    }

    /// Whose calendar is made, for deadlines counted from which days.
    private struct CalendarSpan: Hashable {
        let group: UUID
        let first: Day
        let last: Day
    }

    /// Each lesson with those it forms a double lesson with.
    private static func runs(of day: [LessonHead]) -> [UUID: [LessonHead]] {
        let byID = Dictionary(day.map { ($0.lesson, $0) }) { first, _ in first }
        let runs = DoubleLessons.runs(
            of: day.filter { $0.cancellation == nil }.map {
                DayLesson(
                    id: $0.lesson, day: $0.date, number: $0.number, course: $0.course.course, group: $0.group.group,
                    teacher: $0.teacher)
            })
        var found: [UUID: [LessonHead]] = [:]
        for run in runs {
            let lessons = run.compactMap { byID[$0.id] }
            for lesson in lessons { found[lesson.lesson] = lessons }
        }
        return found
    }
}
