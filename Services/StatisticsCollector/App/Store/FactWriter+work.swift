import EventFeed
import Foundation
import School

extension FactWriter {
    func writeWork(_ fact: JournalFact) throws {
        switch fact {
        case .workCreated(let work, let lesson, let due):
            try change(Self.create, [source, work, event.school, lesson, due?.rawValue])
        case .markGiven(let mark, let work, let pupil, let day, let isOwed):
            let place = try markPlace(of: work)
            guard place.school == event.school else { throw untold }
            let lateness =
                isOwed ? nil : try lateness(ofMarkAt: place, absence: try absence(of: pupil, at: place), markDay: day)
            try run(
                Self.give,
                [source, mark, place.school, place.classID, day.rawValue, lateness, work, pupil, !isOwed])
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
        let place = try markPlace(of: kept.work)
        let lateness = try lateness(
            ofMarkAt: place, absence: try absence(of: kept.pupil, at: place), markDay: max(kept.day, today))
        try change(
            "UPDATE mark SET live = 1, lateness = ? WHERE source = ? AND mark_id = ?", [lateness, source, mark])
    }

    private func markPlace(of work: UUID) throws -> MarkPlace {
        try memory.markPlace(of: work) {
            let found = try KeptStatement(Self.findPlace, in: database).first([source, work]) { row in
                MarkPlace(
                    school: row[0], classID: row[1], cohort: row[2], lesson: row[3], day: Day(rawValue: row[4]),
                    homeworkDue: (row[5] as Int32?).map(Day.init(rawValue:)))
            }
            guard let found else { throw untold }
            return found
        }
    }

    private func absence(of pupil: UUID, at place: MarkPlace) throws -> Absence {
        let corrected = try KeptStatement(
            "SELECT corrected_on FROM absence WHERE source = ? AND lesson_id = ? AND pupil_id = ?", in: database
        ).first([source, place.lesson, pupil]) { row in (row[0] as Int32?).map(Day.init(rawValue:)) }
        guard let corrected else { return .none }
        return corrected.map(Absence.corrected) ?? .lasting
    }

    private static let findPlace = """
        SELECT l.school_id, l.class_id, l.cohort_id, l.lesson_id, l.date, w.due_day
        FROM work w JOIN lesson l ON l.source = w.source AND l.lesson_id = w.lesson_id
        WHERE w.source = ? AND w.work_id = ?
        """

    private static let create = """
        INSERT INTO work (source, work_id, school_id, class_id, lesson_id, due_day)
        SELECT source, ?2, school_id, class_id, lesson_id, ?5 FROM lesson
        WHERE source = ?1 AND lesson_id = ?4 AND school_id = ?3
        """

    private static let give = """
        INSERT INTO mark (source, mark_id, school_id, class_id, date, lateness, work_id, pupil_id, live)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}
