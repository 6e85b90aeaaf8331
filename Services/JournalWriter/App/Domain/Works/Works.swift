import Foundation
import School

/// What marks are given for. Raw values equal the numbers of the same cases in `journal_works.proto`.
enum WorkKind: Int, CaseIterable, Sendable {
    case answer = 1
    case homework = 2
    case control = 3
    case independent = 4
    case check = 5
    case practical = 6
    case laboratory = 7
    case dictation = 8
    case exposition = 9
    case composition = 10
    case test = 11
    case project = 12
    case credit = 13
    case exam = 14
    case nationalCheck = 15

    /// Whether it is given so that everybody who was there gets a mark: an answer is one pupil's, and homework is looked
    /// through for some.
    var usuallyMarksEverybody: Bool { self != .answer && self != .homework }
}

struct CreateWork: Equatable, Sendable {
    /// Percent; 100 counts once.
    static let weights: ClosedRange<Int> = 1...1_000

    let work: UUID
    let lesson: UUID
    let kind: WorkKind
    let weight: Int
    let marksRequired: Bool
    /// With homework alone: the day it was due.
    let due: Day?

    struct State: Equatable, Sendable {
        let isTaken: Bool
        /// Nil if there is no such lesson.
        let lesson: Lesson?

        struct Lesson: Equatable, Sendable {
            let date: Day
            let isCancelled: Bool
            let scale: MarkScale
        }
    }

    func decide(on state: State) throws(Rejection) -> WorkCreated {
        guard !state.isTaken else { throw .taken("work", "work_id") }
        guard let lesson = state.lesson else { throw .unknown("lesson", "lesson_id") }
        guard !lesson.isCancelled else { throw .cancelledLesson }
        guard !marksRequired || lesson.scale != .none else {
            throw Rejection(.notAllowed, field: "marks_required", "no marks are given in this course")
        }
        guard due == nil || kind == .homework else {
            throw Rejection(.invalid, field: "due", "only homework has a day on which it was due")
        }
        if let due { try HomeworkDue.check(due, after: lesson.date) }
        return WorkCreated(
            work: work, version: 1, lesson: self.lesson, kind: kind, weight: weight, marksRequired: marksRequired,
            due: due)
    }
}

struct WithdrawWork: Equatable, Sendable {
    let work: UUID
    let expected: Version

    struct State: Equatable, Sendable {
        let version: Version
        let isWithdrawn: Bool
        let hasMarks: Bool
    }

    func decide(on state: State) throws(Rejection) -> WorkWithdrawn? {
        try VersionRule.check(
            expected, against: state.version, present: state.isWithdrawn ? "withdrawn" : "in force",
            proposed: "withdrawn")
        guard !state.isWithdrawn else { return nil }
        guard !state.hasMarks else {
            throw Rejection(.notAllowed, field: "work_id", "marks stand for this work; withdraw them first")
        }
        return WorkWithdrawn(work: work, version: state.version + 1)
    }
}

struct WorkCreated: Equatable, Sendable {
    let work: UUID
    let version: Version
    let lesson: UUID
    let kind: WorkKind
    let weight: Int
    let marksRequired: Bool
    let due: Day?
}

struct WorkWithdrawn: Equatable, Sendable {
    let work: UUID
    let version: Version
}
