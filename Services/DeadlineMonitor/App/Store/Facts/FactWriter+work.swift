import EventFeed
import Foundation
import School

extension FactWriter {
    func write(_ fact: WorkFact) throws {
        switch fact {
        case .created(let work, let lesson, let isRequired, let homeworkDue):
            try change(Self.create, [source, work, event.school, lesson, isRequired, homeworkDue?.rawValue])
            if isRequired { try turn.refreshWork(work) }
        case .withdrawn(let work):
            try change("UPDATE work SET withdrawn = 1 WHERE source = ? AND work_id = ?", [source, work])
            try turn.refreshWork(work)
        case .markGiven(let mark, let work, let pupil, let day, let fulfils):
            try give(mark, work, pupil, day, fulfils)
        case .markChanged(let mark, let fulfils): try changeMark(mark, fulfils)
        case .markWithdrawn(let mark): try withdraw(mark)
        }
    }

    /// Marks of works that require none are not kept.
    private func give(_ mark: UUID, _ work: UUID, _ pupil: UUID, _ day: Day, _ fulfils: Bool) throws {
        let isRequired = try turn.statement("SELECT required FROM work WHERE source = ? AND work_id = ?")
            .first([source, work]) { $0[0] as Bool }
        guard let isRequired else { throw untold }
        guard isRequired else { return }
        try change(
            """
            INSERT INTO mark (source, mark_id, work_id, pupil_id, date, given, worked_on, fulfilled_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                source, mark, work, pupil, day.rawValue, event.sequence, fulfils ? day.rawValue : nil,
                fulfils ? event.recordedAt : nil,
            ])
        try turn.refreshWork(work)
    }

    /// From one value to another nothing changes for the obligation; what was a «точка» fulfils from now on.
    private func changeMark(_ mark: UUID, _ fulfils: Bool) throws {
        guard let kept = try keptMark(mark), (kept.fulfilledAt != nil) != fulfils else { return }
        if fulfils {
            guard let lesson = try turn.lesson(ofWork: kept.work) else { throw untold }
            let today = try turn.ground(of: lesson).zones.local(at: event.recordedAt).day
            try change(
                "UPDATE mark SET fulfilled_at = ?, worked_on = ? WHERE source = ? AND mark_id = ?",
                [event.recordedAt, max(kept.day, today).rawValue, source, mark])
        } else {
            try change("UPDATE mark SET fulfilled_at = NULL WHERE source = ? AND mark_id = ?", [source, mark])
        }
        try turn.refreshWork(kept.work)
    }

    private func withdraw(_ mark: UUID) throws {
        guard let kept = try keptMark(mark), kept.fulfilledAt != nil else { return }
        try change("UPDATE mark SET fulfilled_at = NULL WHERE source = ? AND mark_id = ?", [source, mark])
        try turn.refreshWork(kept.work)
    }

    private func keptMark(_ mark: UUID) throws -> (work: UUID, day: Day, fulfilledAt: Int64?)? {
        try turn.statement("SELECT work_id, date, fulfilled_at FROM mark WHERE source = ? AND mark_id = ?")
            .first([source, mark]) { (work: $0[0], day: Day(rawValue: $0[1]), fulfilledAt: $0[2]) }
    }

    private static let create = """
        INSERT INTO work (source, work_id, school_id, lesson_id, required, homework_due)
        SELECT source, ?2, school_id, lesson_id, ?5, ?6 FROM lesson
        WHERE source = ?1 AND lesson_id = ?4 AND school_id = ?3
        """
}
