import Foundation
import School

/// The cell a mark is to stand in: what its work and the work's lesson allow.
struct MarkPlace: Equatable, Sendable {
    let isWorkWithdrawn: Bool
    let lessonDate: Day
    let lessonStart: MinuteOfDay
    let isLessonCancelled: Bool
    let scale: MarkScale

    /// Whether this value may be written there now.
    func check(_ value: MarkValue) throws(Rejection) {
        guard !isLessonCancelled else {
            throw Rejection(.lessonCancelled, field: "work_id", "the lesson was cancelled; no mark can be given for it")
        }
        guard scale != .none else {
            throw Rejection(.notAllowed, field: "value", "no marks are given in this course")
        }
        guard scale.allows(value) else {
            throw Rejection(
                .outsideScale, field: "value", "\(value.words) is not a mark of this course, which has \(scale.words)")
        }
    }
}

struct GiveMark: Equatable, Sendable {
    let mark: UUID
    let work: UUID
    let pupil: UUID
    let value: MarkValue
    /// The day it stands for.
    let date: Day

    struct State: Equatable, Sendable {
        let isTaken: Bool
        /// Nil if there is no such work.
        let place: MarkPlace?
        let isPupilKnown: Bool
        /// Whether the pupil is in the lesson's group on the day the mark stands for.
        let isMember: Bool
        /// Whether a mark of this pupil stands for this work.
        let isMarked: Bool
    }

    func decide(on state: State, time: SchoolTime, enteredAt: Int64?) throws(Rejection) -> MarkGiven {
        guard !state.isTaken else { throw .taken("mark", "mark_id") }
        guard let place = state.place else { throw .unknown("work", "work_id") }
        guard !place.isWorkWithdrawn else {
            throw Rejection(.notAllowed, field: "work_id", "the work was withdrawn; no mark can be given for it")
        }
        try place.check(value)
        try checkDate(place, time)
        guard state.isPupilKnown else { throw .unknown("pupil", "pupil_id") }
        guard state.isMember else {
            throw Rejection(.notInGroup, field: "pupil_id", "the pupil is not in the lesson's group on \(date)")
        }
        guard !state.isMarked else {
            throw Rejection(.exists, field: "pupil_id", "the pupil has a mark for this work; change that one")
        }
        return MarkGiven(
            mark: mark, version: 1, work: work, pupil: pupil, value: value, date: date, enteredAt: enteredAt)
    }

    private func checkDate(_ place: MarkPlace, _ time: SchoolTime) throws(Rejection) {
        guard date >= place.lessonDate else {
            throw Rejection(
                .beforeLesson, field: "date", "dated \(date), before the lesson of \(place.lessonDate)")
        }
        guard date <= time.today else {
            throw Rejection(.inFuture, field: "date", "dated \(date); where the school is, today is \(time.today)")
        }
        guard time.hasOpened(place.lessonDate, place.lessonStart) else {
            throw Rejection(
                .inFuture, field: "work_id",
                "the lesson begins today at \(place.lessonStart); marks can be given from ten minutes before")
        }
    }
}

/// A mark as it stands, for a change of it.
struct MarkState: Equatable, Sendable {
    let version: Version
    let value: MarkValue
    let isWithdrawn: Bool
    let place: MarkPlace

    var words: String { isWithdrawn ? "withdrawn" : value.words }
}

struct ChangeMark: Equatable, Sendable {
    let mark: UUID
    let expected: Version
    let value: MarkValue

    func decide(on state: MarkState, enteredAt: Int64?) throws(Rejection) -> MarkChanged? {
        try VersionRule.check(expected, against: state.version, present: state.words, proposed: value.words)
        guard !state.isWithdrawn else {
            throw Rejection(.notAllowed, field: "mark_id", "the mark was withdrawn; give a new one")
        }
        try state.place.check(value)
        guard value != state.value else { return nil }
        return MarkChanged(mark: mark, version: state.version + 1, value: value, enteredAt: enteredAt)
    }
}

/// Allowed whatever became of the lesson: it is how a mark given by mistake goes.
struct WithdrawMark: Equatable, Sendable {
    let mark: UUID
    let expected: Version

    func decide(on state: MarkState, enteredAt: Int64?) throws(Rejection) -> MarkWithdrawn? {
        try VersionRule.check(expected, against: state.version, present: state.words, proposed: "withdrawn")
        return state.isWithdrawn
            ? nil : MarkWithdrawn(mark: mark, version: state.version + 1, enteredAt: enteredAt)
    }
}

struct MarkGiven: Equatable, Sendable {
    let mark: UUID
    let version: Version
    let work: UUID
    let pupil: UUID
    let value: MarkValue
    let date: Day
    let enteredAt: Int64?
}

struct MarkChanged: Equatable, Sendable {
    let mark: UUID
    let version: Version
    let value: MarkValue
    let enteredAt: Int64?
}

struct MarkWithdrawn: Equatable, Sendable {
    let mark: UUID
    let version: Version
    let enteredAt: Int64?
}

extension MarkValue {
    /// For messages and the two sides of a conflict.
    var words: String {
        switch self {
        case .points(let points): String(points)
        case .pass: "pass"
        case .fail: "fail"
        case .owed: "owed"
        }
    }
}
