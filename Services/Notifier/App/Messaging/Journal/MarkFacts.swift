import Contracts
import School

/// Facts about works and their marks.
enum MarkFacts {
    static func workCreated(_ wire: WireWorkCreated) throws(UnreadablePayload) -> JournalFact {
        try Field.choice(wire.hasKind, wire.kind.rawValue, in: kinds, "kind")
        return .workCreated(
            work: try Field.id(wire.hasWorkID, wire.workID, "work_id"),
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"), kind: wire.kind.rawValue)
    }

    static func given(_ wire: WireMarkGiven) throws(UnreadablePayload) -> JournalFact {
        .markGiven(
            mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"),
            work: try Field.id(wire.hasWorkID, wire.workID, "work_id"),
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"), value: try value(wire.value),
            day: try Field.day(wire.hasDate, wire.date, "date"))
    }

    static func changed(_ wire: WireMarkChanged) throws(UnreadablePayload) -> JournalFact {
        .markChanged(mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"), value: try value(wire.value))
    }

    static func withdrawn(_ wire: WireMarkWithdrawn) throws(UnreadablePayload) -> JournalFact {
        .markWithdrawn(mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"))
    }

    private static func value(_ wire: WireMarkValue) throws(UnreadablePayload) -> MarkValue {
        switch wire.value {
        case .points(let points):
            guard MarkScale.points.contains(Int(points)) else {
                throw UnreadablePayload(problem: "value.points lies outside \(MarkScale.points)")
            }
            return .points(Int(points))
        case .symbol(.pass): return .pass
        case .symbol(.fail): return .fail
        case .symbol(.owed): return .owed
        case .symbol: throw UnreadablePayload(problem: "value.symbol has a value that is not known here")
        case nil: throw UnreadablePayload(problem: "value is missing")
        }
    }

    private static let kinds = WireWorkKind.answer.rawValue...WireWorkKind.nationalCheck.rawValue
}
