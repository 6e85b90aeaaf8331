import Foundation
import School

/// One line of a day's timetable, with what was entered there about this child.
public struct DiaryLesson: Hashable, Sendable {
    public let lesson: UUID
    public let day: Day
    public let number: Int
    public let start: MinuteOfDay
    public let end: MinuteOfDay
    public let group: UUID
    public let course: UUID
    public let courseName: String
    /// Nil where the whole class is taught together.
    public let groupName: String?
    /// Nil where the card was erased.
    public let teacher: PersonName?
    public let topic: String?
    /// What was set here, and for when; the text stands on the day it is due.
    public let homework: SetHomework?
    /// Why it did not take place.
    public let cancellation: String?
    /// Nil until the roll was taken.
    public let attendance: Attendance?
}

/// An entry of homework, from the lesson's side.
public enum SetHomework: Hashable, Sendable {
    /// «Не задано».
    case none
    /// Nil: at the next lesson.
    case due(Day?)
}

/// Homework, on the day it is due.
public struct StandingHomework: Hashable, Sendable {
    /// The lesson at which it was set.
    public let lesson: UUID
    public let group: UUID
    public let course: UUID
    public let courseName: String
    public let text: String
    public let setOn: Day
    /// Nil: at the next lesson, which the timetable does not have yet; then it stands where it was set.
    public let due: Day?

    /// The day it is shown on.
    public var day: Day { due ?? setOn }
}

/// A mark that stands, with what it is for.
public struct DiaryMark: Hashable, Sendable {
    public let mark: UUID
    public let value: MarkValue
    /// The day it stands for.
    public let day: Day
    public let kind: WorkKind
    /// Percent; 100 counts once.
    public let weight: Int
    /// The lesson of the work.
    public let lesson: UUID
    public let lessonDay: Day
    public let courseName: String
}
