import EventFeed
import Foundation
import School

extension FactWriter {
    func writeWork(_ fact: JournalFact) throws {
        switch fact {
        case .workCreated(let work, let lesson, let due):
            try change(Self.create, [source, work, event.school, lesson, due?.rawValue])
        case .markGiven(let mark, let work, let pupil, let day, let isOwed):
            let lateness = isOwed ? nil : try lateness(ofMarkAt: try place(of: work, pupil), markDay: day)
            try change(Self.give, [source, mark, event.school, work, day.rawValue, lateness, pupil, !isOwed])
        case .markChanged(let mark, let isOwed): try changeMark(mark, isOwed)
        case .markWithdrawn(let mark):
            try change("UPDATE mark SET live = 0 WHERE source = ? AND mark_id = ?", [source, mark])
        default: break
        }
    }

    /// From one value to another the verdict stays. What was a «точка» is a mark from now on, done today at the earliest.
    private func changeMark(_ mark: UUID, _ isOwed: Bool) throws {
        let kept = try KeptStatement(
            "SELECT work_id, pupil_id, date, live FROM mark WHERE source = ? AND mark_id = ?", in: database
        ).first([source, mark]) { row in
            (work: row[0] as UUID, pupil: row[1] as UUID, day: Day(rawValue: row[2]), isLive: row[3] as Bool)
        }
        guard let kept else { throw untold }
        guard kept.isLive == isOwed else { return }
        guard !isOwed else {
            return try change("UPDATE mark SET live = 0 WHERE source = ? AND mark_id = ?", [source, mark])
        }
        let today = try history(of: event.school).local(at: event.recordedAt).day
        let lateness = try lateness(ofMarkAt: try place(of: kept.work, kept.pupil), markDay: max(kept.day, today))
        try change(
            "UPDATE mark SET live = 1, lateness = ? WHERE source = ? AND mark_id = ?", [lateness, source, mark])
    }

    private func place(of work: UUID, _ pupil: UUID) throws -> MarkPlace {
        let found = try KeptStatement(Self.markPlace, in: database).first([source, work, pupil]) { row in
            MarkPlace(
                school: row[0], cohort: row[1], day: Day(rawValue: row[2]),
                homeworkDue: (row[3] as Int32?).map(Day.init(rawValue:)),
                absence: !(row[4] as Bool)
                    ? .none : (row[5] as Int32?).map { .corrected(Day(rawValue: $0)) } ?? .lasting)
        }
        guard let found else { throw untold }
        return found
    }

    private static let markPlace = """
        SELECT l.school_id, l.cohort_id, l.date, w.due_day, a.pupil_id IS NOT NULL, a.corrected_on
        FROM work w JOIN lesson l ON l.source = w.source AND l.lesson_id = w.lesson_id
            LEFT JOIN absence a ON a.source = l.source AND a.lesson_id = l.lesson_id AND a.pupil_id = ?3
        WHERE w.source = ?1 AND w.work_id = ?2
        """

    private static let create = """
        INSERT INTO work (source, work_id, school_id, class_id, lesson_id, due_day)
        SELECT source, ?2, school_id, class_id, lesson_id, ?5 FROM lesson
        WHERE source = ?1 AND lesson_id = ?4 AND school_id = ?3
        """

    private static let give = """
        INSERT INTO mark (source, mark_id, school_id, class_id, date, lateness, work_id, pupil_id, live)
        SELECT source, ?2, school_id, class_id, ?5, ?6, work_id, ?7, ?8 FROM work WHERE source = ?1 AND work_id = ?4 AND school_id = ?3
        """
}
