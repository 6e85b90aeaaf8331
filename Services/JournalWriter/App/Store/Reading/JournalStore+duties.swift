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
        var calendars: [UUID: ClassCalendar] = [:]
        let runs = Self.runs(of: day)
        return try lessons.map { lesson in
            let group = lesson.group
            let calendar =
                try calendars[group.group] ?? calendar(of: group, in: lesson.school, from: lesson.date)
            calendars[group.group] = calendar
            let rules = DutyRules(
                regulation: .current, calendar: calendar, zones: time.zones, now: time.instant)
            let sheet = try sheet(of: lesson, isNamed: isNamed)
            return OwingLesson(sheet: sheet, duties: rules.duties(of: sheet, in: runs[lesson.lesson] ?? [lesson]))
        }
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
