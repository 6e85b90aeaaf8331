import Foundation
import School

/// What was set for home: a text, or «не задано» as an entry of its own.
enum Homework: Equatable, Sendable {
    case text(String)
    case none

    var words: String {
        switch self {
        case .text(let text): text
        case .none: "none set"
        }
    }
}

/// Homework and the day it is due.
struct HomeworkEntry: Equatable, Sendable {
    let homework: Homework
    /// Nil: the next lesson.
    let due: Day?

    var words: String { due.map { "\(homework.words) (due \($0))" } ?? homework.words }
}

struct Cancellation: Equatable, Sendable {
    let reason: String
    let orderNumber: String?
}

/// What a decision about one lesson's record rests on.
struct LessonState: Equatable, Sendable {
    let version: Version
    let date: Day
    let start: MinuteOfDay
    let topic: String?
    /// When it was recorded, microseconds UTC.
    let topicAt: Int64?
    let homework: HomeworkEntry?
    let homeworkPolicy: HomeworkPolicy
    /// Nil: it takes place.
    let cancellation: Cancellation?

    func checkTakesPlace() throws(Rejection) {
        guard cancellation == nil else { throw .cancelledLesson }
    }
}

extension Rejection {
    static let cancelledLesson = Rejection(
        .lessonCancelled, field: "lesson_id", "the lesson was cancelled; nothing more can be entered in it")
}
