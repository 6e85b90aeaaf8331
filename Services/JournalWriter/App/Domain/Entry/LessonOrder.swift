import Foundation
import School

/// What a person asks to be entered, as it was typed: the command it becomes judges it.
enum LessonOrder: Equatable, Sendable {
    case topic(lesson: UUID, expected: Version, text: String)
    case homework(lesson: UUID, expected: Version, HomeworkDraft)
    case roll(lesson: UUID, expected: Version, [RollDraft])
    case cancel(lesson: UUID, expected: Version, reason: String, orderNumber: String?)
    case createWork(WorkDraft)
    case withdrawWork(UUID, expected: Version)
    case giveMark(MarkDraft)
    case changeMark(UUID, expected: Version, MarkValue)
    case withdrawMark(UUID, expected: Version)
}

/// Homework as it was typed.
struct HomeworkDraft: Equatable, Sendable {
    let homework: Homework
    let due: Day?
}

/// A line of a roll as it was typed: minutes may stand with any code, or lack where they are needed.
struct RollDraft: Hashable, Sendable {
    let pupil: UUID
    let code: AttendanceCode
    let minutesLate: Int?
}

struct WorkDraft: Equatable, Sendable {
    let work: UUID
    let lesson: UUID
    let kind: WorkKind
    let weight: Int
    let marksRequired: Bool
    let due: Day?
}

struct MarkDraft: Equatable, Sendable {
    let mark: UUID
    let work: UUID
    let pupil: UUID
    let value: MarkValue
    let date: Day
}
