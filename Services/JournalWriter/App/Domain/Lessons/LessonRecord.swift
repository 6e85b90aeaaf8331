import Foundation
import School

struct RecordTopic: Equatable, Sendable {
    let lesson: UUID
    let expected: Version
    let topic: String

    /// The same topic again says nothing new, unless it confirms one entered before the lesson's day: from that day on it
    /// is recorded once more, since only so does it count.
    func decide(on state: LessonState, time: SchoolTime, enteredAt: Int64?) throws(Rejection) -> TopicRecorded? {
        try VersionRule.check(
            expected, against: state.version, present: state.topic ?? "no topic", proposed: topic)
        try state.checkTakesPlace()
        let isConfirmed = time.countsAsTopic(state.topicAt, of: state.date)
        guard topic != state.topic || (!isConfirmed && time.today >= state.date) else { return nil }
        return TopicRecorded(lesson: lesson, version: state.version + 1, topic: topic, enteredAt: enteredAt)
    }
}

struct RecordHomework: Equatable, Sendable {
    let lesson: UUID
    let expected: Version
    let entry: HomeworkEntry

    func decide(on state: LessonState, enteredAt: Int64?) throws(Rejection) -> HomeworkRecorded? {
        try VersionRule.check(
            expected, against: state.version, present: state.homework?.words ?? "no entry", proposed: entry.words)
        try state.checkTakesPlace()
        if state.homeworkPolicy == .none, case .text = entry.homework {
            throw Rejection(.notAllowed, field: "text", "no homework is set in this course, by order")
        }
        if let due = entry.due { try HomeworkDue.check(due, after: state.date) }
        guard entry != state.homework else { return nil }
        return HomeworkRecorded(lesson: lesson, version: state.version + 1, entry: entry, enteredAt: enteredAt)
    }
}

struct CancelLesson: Equatable, Sendable {
    let lesson: UUID
    let expected: Version
    let cancellation: Cancellation

    func decide(on state: LessonState) throws(Rejection) -> LessonCancelled? {
        try VersionRule.check(
            expected, against: state.version, present: state.cancellation?.reason ?? "it takes place",
            proposed: cancellation.reason)
        guard cancellation != state.cancellation else { return nil }
        try state.checkTakesPlace()
        return LessonCancelled(lesson: lesson, version: state.version + 1, cancellation: cancellation)
    }
}

struct TopicRecorded: Equatable, Sendable {
    let lesson: UUID
    let version: Version
    let topic: String
    let enteredAt: Int64?
}

struct HomeworkRecorded: Equatable, Sendable {
    let lesson: UUID
    let version: Version
    let entry: HomeworkEntry
    let enteredAt: Int64?
}

struct LessonCancelled: Equatable, Sendable {
    let lesson: UUID
    let version: Version
    let cancellation: Cancellation
}
