import Contracts
import Foundation
import School

extension CreateWork: JournalCommand {
    static let name = "CreateWork"

    init(_ wire: WireCreateWork) throws(Rejection) {
        self.init(
            work: try Field.id(wire.hasWorkID, wire.workID, "work_id"),
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            kind: try Field.choice(wire.hasKind, wire.kind.rawValue, "kind"),
            weight: try Field.number(wire.hasWeight, wire.weight, in: Self.weights, "weight"),
            marksRequired: try Field.required(wire.hasMarksRequired, wire.marksRequired, "marks_required"),
            due: wire.hasDue ? try Field.day(wire.due, "due") : nil)
    }

    func carryOut(in context: CommandContext) throws {
        try context.record(
            try decide(
                on: State(
                    isTaken: try context.store.hasWork(work),
                    lesson: try context.store.lessonForWork(lesson, of: context.school))))
    }
}

extension WithdrawWork: JournalCommand {
    static let name = "WithdrawWork"

    init(_ wire: WireWithdrawWork) throws(Rejection) {
        self.init(
            work: try Field.id(wire.hasWorkID, wire.workID, "work_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"))
    }

    func carryOut(in context: CommandContext) throws {
        let state = try context.store.work(work, of: context.school)
        try context.record(try decide(on: try context.found(state, "work", "work_id")))
    }
}
