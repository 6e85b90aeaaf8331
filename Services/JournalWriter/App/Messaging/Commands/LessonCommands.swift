import Contracts
import Foundation
import School

extension ScheduleLesson: JournalCommand {
    static let name = "ScheduleLesson"

    init(_ wire: WireScheduleLesson) throws(Rejection) {
        self.init(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            plan: PlannedLesson(
                date: try Field.day(wire.hasDate, wire.date, "date"),
                number: try Field.number(wire.hasNumber, wire.number, in: Bell.numbers, "number"),
                start: try Field.minute(wire.hasStart, wire.start, "start"),
                end: try Field.minute(wire.hasEnd, wire.end, "end"),
                group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"),
                course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"),
                teacher: try Field.id(wire.hasTeacherID, wire.teacherID, "teacher_id")))
        try Bell.checkSpan(plan.start, plan.end, "end")
    }

    func carryOut(in context: CommandContext) throws {
        let (store, school) = (context.store, context.school)
        try context.record(
            try decide(
                on: State(
                    isTaken: try store.hasLesson(lesson),
                    isGroupKnown: try store.hasGroup(plan.group, of: school),
                    isCourseKnown: try store.hasCourse(plan.course, of: school),
                    teacher: try store.staff(plan.teacher, of: school))))
    }
}

extension RecordTopic: JournalCommand {
    static let name = "RecordTopic"

    init(_ wire: WireRecordTopic) throws(Rejection) {
        self.init(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            topic: try Field.text(wire.hasTopic, wire.topic, .topic, "topic"))
    }

    func carryOut(in context: CommandContext) throws {
        let state = try context.lesson(lesson)
        try context.record(try decide(on: state, time: try context.time(), enteredAt: context.enteredAt))
    }
}

extension RecordHomework: JournalCommand {
    static let name = "RecordHomework"

    init(_ wire: WireRecordHomework) throws(Rejection) {
        self.init(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            entry: HomeworkEntry(
                homework: try Self.homework(wire.homework),
                due: wire.hasDue ? try Field.day(wire.due, "due") : nil))
        if entry.homework == .none, entry.due != nil {
            throw Rejection(.invalid, field: "due", "where no homework is set nothing is due")
        }
    }

    private static func homework(_ wire: WireRecordHomework.OneOf_Homework?) throws(Rejection) -> Homework {
        switch wire {
        case .text(let text): return .text(try TextRule.homework.check(text, "text"))
        case .some(.none(true)): return .none
        case .some(.none(false)):
            throw Rejection(.invalid, field: "none", "that none is set can be recorded; that some is needs the text")
        case nil:
            throw Rejection(.missing, field: "homework", "neither a text nor that none is set")
        }
    }

    func carryOut(in context: CommandContext) throws {
        let state = try context.lesson(lesson)
        try context.record(try decide(on: state, enteredAt: context.enteredAt))
    }
}

extension CancelLesson: JournalCommand {
    static let name = "CancelLesson"

    init(_ wire: WireCancelLesson) throws(Rejection) {
        self.init(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            cancellation: Cancellation(
                reason: try Field.text(wire.hasReason, wire.reason, .reason, "reason"),
                orderNumber: try Field.optionalText(
                    wire.hasOrderNumber, wire.orderNumber, .orderNumber, "order_number")))
    }

    func carryOut(in context: CommandContext) throws {
        try context.record(try decide(on: try context.lesson(lesson)))
    }
}

extension CommandContext {
    fileprivate func lesson(_ id: UUID) throws -> LessonState {
        try found(try store.lesson(id, of: school), "lesson", "lesson_id")
    }
}
