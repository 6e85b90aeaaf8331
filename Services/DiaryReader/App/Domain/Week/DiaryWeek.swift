import Foundation
import School

/// One week of one child.
public struct DiaryWeek: Hashable, Sendable {
    public let child: Child
    public let week: SchoolWeek
    /// Seven, from Monday.
    public let days: [DiaryDay]
    public let emptiness: Emptiness?
    /// The next day after this week on which there are lessons.
    public let nextLessons: Day?
    /// Whether there are lessons before this week.
    public let hasEarlier: Bool
}

/// Why a week shows no lesson.
public enum Emptiness: String, Hashable, Sendable, CaseIterable {
    /// The journal has no lesson for this child at all yet.
    case noTimetable = "no-timetable"
    /// Lessons begin later.
    case notBegun = "not-begun"
    /// There were lessons before and there will be again.
    case vacation
    /// There were lessons, and none is planned any more.
    case over
}

/// One day: its lessons in their order, and what stands on it without one.
public struct DiaryDay: Hashable, Sendable {
    public let day: Day
    public let lessons: [Line]
    /// Homework due on a day without a lesson of its course.
    public let homework: [StandingHomework]
    /// Marks that stand for this day and belong to a lesson of another.
    public let marks: [DiaryMark]

    /// A lesson with the homework due at it and the marks for it.
    public struct Line: Hashable, Sendable {
        public let lesson: DiaryLesson
        public let homework: [StandingHomework]
        public let marks: [DiaryMark]
    }

    public var isEmpty: Bool { lessons.isEmpty && homework.isEmpty && marks.isEmpty }
}

/// What was read of a week, before it is put in order.
struct WeekRecord: Equatable, Sendable {
    var lessons: [DiaryLesson] = []
    var homework: [StandingHomework] = []
    var marks: [DiaryMark] = []
    var hasEarlier = false
    var nextLessons: Day?
}

extension DiaryWeek {
    /// Puts everything on its day: homework to the first lesson of its group and course that takes place, marks to the
    /// lesson of their work where that is on the day they stand for.
    init(_ record: WeekRecord, of child: Child, in week: SchoolWeek) {
        let days = week.days.map { DiaryDay(record, on: $0) }
        self.init(
            child: child, week: week, days: days,
            emptiness: record.lessons.isEmpty ? Emptiness(record) : nil, nextLessons: record.nextLessons,
            hasEarlier: record.hasEarlier)
    }
}

extension Emptiness {
    fileprivate init(_ record: WeekRecord) {
        self =
            switch (record.hasEarlier, record.nextLessons != nil) {
            case (false, false): .noTimetable
            case (false, true): .notBegun
            case (true, true): .vacation
            case (true, false): .over
            }
    }
}

extension DiaryDay {
    fileprivate init(_ record: WeekRecord, on day: Day) {
        let lessons = record.lessons.filter { $0.day == day }.sorted { $0.order < $1.order }
        let homework = record.homework.filter { $0.day == day }.sorted { $0.order < $1.order }
        let marks = record.marks.filter { $0.day == day }.sorted { $0.order < $1.order }
        let places = homework.map { $0.place(among: lessons) }
        let ids = Set(lessons.map(\.lesson))
        self.init(
            day: day,
            lessons: lessons.map { lesson in
                Line(
                    lesson: lesson, homework: zip(homework, places).filter { $1 == lesson.lesson }.map(\.0),
                    marks: marks.filter { $0.lesson == lesson.lesson })
            },
            homework: zip(homework, places).filter { $1 == nil }.map(\.0),
            marks: marks.filter { !ids.contains($0.lesson) })
    }
}

extension DiaryLesson {
    fileprivate var order: (Int, MinuteOfDay, UUID) { (number, start, lesson) }
}

extension StandingHomework {
    fileprivate var order: (String, Day, UUID) { (courseName, setOn, lesson) }

    /// The lesson it is due at; nil where the day has none of its course. What is due at a lesson not yet planned
    /// stands at the one where it was set.
    fileprivate func place(among lessons: [DiaryLesson]) -> UUID? {
        guard due != nil else { return lessons.first { $0.lesson == lesson }?.lesson }
        return lessons.first { $0.group == group && $0.course == course && $0.cancellation == nil }?.lesson
    }
}

extension DiaryMark {
    fileprivate var order: (String, Day, UUID) { (courseName, lessonDay, mark) }
}
