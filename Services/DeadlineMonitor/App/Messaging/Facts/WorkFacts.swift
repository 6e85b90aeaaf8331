import Contracts
import School

/// Facts about works and their marks. A mark's value is not kept: the rule asks that there is one.
enum WorkFacts {
    static func created(_ wire: WireWorkCreated) throws(UnreadablePayload) -> JournalFact {
        try Field.choice(wire.hasKind, wire.kind.rawValue, in: kinds, "kind")
        let isHomework = wire.kind == .homework
        return .work(
            .created(
                work: try Field.id(wire.hasWorkID, wire.workID, "work_id"),
                lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"), isRequired: wire.marksRequired,
                homeworkDue: isHomework && wire.hasDue ? try Field.day(true, wire.due, "due") : nil))
    }

    static func withdrawn(_ wire: WireWorkWithdrawn) throws(UnreadablePayload) -> JournalFact {
        .work(.withdrawn(work: try Field.id(wire.hasWorkID, wire.workID, "work_id")))
    }

    static func markGiven(_ wire: WireMarkGiven) throws(UnreadablePayload) -> JournalFact {
        .work(
            .markGiven(
                mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"),
                work: try Field.id(wire.hasWorkID, wire.workID, "work_id"),
                pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
                day: try Field.day(wire.hasDate, wire.date, "date"), fulfils: try fulfils(wire.value.value)))
    }

    static func markChanged(_ wire: WireMarkChanged) throws(UnreadablePayload) -> JournalFact {
        .work(
            .markChanged(
                mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"), fulfils: try fulfils(wire.value.value)))
    }

    static func markWithdrawn(_ wire: WireMarkWithdrawn) throws(UnreadablePayload) -> JournalFact {
        .work(.markWithdrawn(mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id")))
    }

    /// A «точка» says that a mark is owed still.
    private static func fulfils(_ value: WireMarkValue.OneOf_Value?) throws(UnreadablePayload) -> Bool {
        switch value {
        case .points: return true
        case .symbol(let symbol):
            try Field.choice(true, symbol.rawValue, in: symbols, "value.symbol")
            return symbol != .owed
        case nil: throw UnreadablePayload(problem: "value is missing")
        }
    }

    private static let kinds = WireWorkKind.answer.rawValue...WireWorkKind.nationalCheck.rawValue
    private static let symbols = WireMarkSymbol.pass.rawValue...WireMarkSymbol.owed.rawValue
}
