import Foundation
import School

/// Who is taught what, when and by whom.
struct PlannedLesson: Hashable, Sendable {
    var date: Day
    var number: Int
    var start: MinuteOfDay
    var end: MinuteOfDay
    let group: UUID
    let course: UUID
    var teacher: UUID
}

/// A lesson as it stands in the journal, for decisions about the timetable.
struct StandingLesson: Equatable, Sendable {
    let lesson: UUID
    let version: Version
    let plan: PlannedLesson
    /// Topic, homework, roll or a work was entered, or it was cancelled: it is part of the record. So is what is over,
    /// which the present says.
    let isEntered: Bool

    /// What changes if it is to be as planned; nil if nothing does.
    func moved(to new: PlannedLesson) -> LessonMoved? {
        guard new != plan else { return nil }
        return LessonMoved(
            lesson: lesson, version: version + 1,
            date: new.date == plan.date ? nil : new.date,
            number: new.number == plan.number ? nil : new.number,
            start: new.start == plan.start ? nil : new.start,
            end: new.end == plan.end ? nil : new.end,
            teacher: new.teacher == plan.teacher ? nil : new.teacher)
    }
}

struct LessonScheduled: Equatable, Sendable {
    let lesson: UUID
    let version: Version
    let plan: PlannedLesson
    /// Nil for a lesson entered by itself.
    let timetable: UUID?
}

/// Holds only what changed.
struct LessonMoved: Equatable, Sendable {
    let lesson: UUID
    let version: Version
    let date: Day?
    let number: Int?
    let start: MinuteOfDay?
    let end: MinuteOfDay?
    let teacher: UUID?
}

struct LessonDropped: Equatable, Sendable {
    let lesson: UUID
    let version: Version
}

/// One lesson outside any timetable.
struct ScheduleLesson: Equatable, Sendable {
    let lesson: UUID
    let plan: PlannedLesson

    struct State: Equatable, Sendable {
        let isTaken: Bool
        let isGroupKnown: Bool
        let isCourseKnown: Bool
        /// Nil if there is no such member of staff.
        let teacher: StaffState?
    }

    func decide(on state: State) throws(Rejection) -> LessonScheduled {
        guard !state.isTaken else { throw .taken("lesson", "lesson_id") }
        guard state.isGroupKnown else { throw .unknown("group", "group_id") }
        guard state.isCourseKnown else { throw .unknown("course", "course_id") }
        guard let teacher = state.teacher else { throw .unknown("member of staff", "teacher_id") }
        guard teacher.works(on: plan.date) else {
            throw Rejection(
                .notAllowed, field: "teacher_id", "the teacher no longer works at this school on \(plan.date)")
        }
        return LessonScheduled(lesson: lesson, version: 1, plan: plan, timetable: nil)
    }
}
