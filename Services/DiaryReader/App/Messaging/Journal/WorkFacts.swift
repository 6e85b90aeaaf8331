import Contracts
import School

/// Facts about works and their marks.
enum WorkFacts {
    /// Percent (the journal's own limit).
    private static let weights = 1...1_000

    static func created(_ wire: WireWorkCreated) throws(Rejection) -> JournalFact {
        .work(
            .created(
                work: try Field.id(wire.hasWorkID, wire.workID, "work_id"),
                lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
                kind: try Field.choice(wire.hasKind, wire.kind.rawValue, "kind"),
                weight: try Field.number(wire.hasWeight, wire.weight, in: weights, "weight")))
    }

    static func withdrawn(_ wire: WireWorkWithdrawn) throws(Rejection) -> JournalFact {
        .work(.withdrawn(work: try Field.id(wire.hasWorkID, wire.workID, "work_id")))
    }

    static func markGiven(_ wire: WireMarkGiven) throws(Rejection) -> JournalFact {
        .work(
            .markGiven(
                mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"),
                work: try Field.id(wire.hasWorkID, wire.workID, "work_id"),
                pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"), value: try read(wire.value),
                date: try Field.day(wire.hasDate, wire.date, "date")))
    }

    static func markChanged(_ wire: WireMarkChanged) throws(Rejection) -> JournalFact {
        .work(
            .markChanged(mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"), value: try read(wire.value)))
    }

    static func markWithdrawn(_ wire: WireMarkWithdrawn) throws(Rejection) -> JournalFact {
        .work(.markWithdrawn(mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id")))
    }

    private static func read(_ wire: WireMarkValue) throws(Rejection) -> MarkValue {
        switch wire.value {
        case .points(let points) where MarkScale.points.contains(Int(points)): .points(Int(points))
        case .points: throw Rejection(.invalid, field: "value.points", "a mark outside 1 to 5")
        case .symbol(.pass): .pass
        case .symbol(.fail): .fail
        case .symbol(.owed): .owed
        case .symbol(let other):
            throw Rejection(
                .invalid, field: "value.symbol", "\(other.rawValue) is none of the values of value.symbol")
        case nil: throw Field.missing("value")
        }
    }
}
