import Contracts

/// Facts about works and their marks.
enum WorkFacts {
    static func created(_ wire: WireWorkCreated) throws(UnreadablePayload) -> JournalFact {
        try Field.choice(wire.hasKind, wire.kind.rawValue, in: kinds, "kind")
        return .workCreated(
            work: try Field.id(wire.hasWorkID, wire.workID, "work_id"),
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            due: wire.hasDue ? try Field.day(true, wire.due, "due") : nil)
    }

    /// Of the mark's value only whether it is a mark.
    static func markGiven(_ wire: WireMarkGiven) throws(UnreadablePayload) -> JournalFact {
        .markGiven(
            mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"),
            work: try Field.id(wire.hasWorkID, wire.workID, "work_id"),
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
            day: try Field.day(wire.hasDate, wire.date, "date"), isOwed: try isOwed(wire.value.value))
    }

    static func markChanged(_ wire: WireMarkChanged) throws(UnreadablePayload) -> JournalFact {
        .markChanged(
            mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"), isOwed: try isOwed(wire.value.value))
    }

    static func markWithdrawn(_ wire: WireMarkWithdrawn) throws(UnreadablePayload) -> JournalFact {
        .markWithdrawn(mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"))
    }

    private static func isOwed(_ value: WireMarkValue.OneOf_Value?) throws(UnreadablePayload) -> Bool {
        switch value {
        case .points: return false
        case .symbol(let symbol):
            try Field.choice(true, symbol.rawValue, in: symbols, "value.symbol")
            return symbol == .owed
        case nil: throw UnreadablePayload(problem: "value is missing")
        }
    }

    private static let kinds = WireWorkKind.answer.rawValue...WireWorkKind.nationalCheck.rawValue
    private static let symbols = WireMarkSymbol.pass.rawValue...WireMarkSymbol.owed.rawValue
}
