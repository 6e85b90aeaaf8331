import EventFeed
import Foundation
import School

extension FactWriter {
    func writeWork(_ fact: JournalFact) throws {
        switch fact {
        case .workCreated(let work, let lesson, let due):
            try change(Self.create, [source, work, event.school, lesson, due?.rawValue])
        case .markGiven(let mark, let work, let pupil, let day):
            let lateness = try lateness(ofMarkAt: try place(of: work, pupil), markDay: day)
            try change(Self.give, [source, mark, event.school, work, day.rawValue, lateness])
        case .markWithdrawn(let mark):
            try change("UPDATE mark SET live = 0 WHERE source = ? AND mark_id = ?", [source, mark])
        default: break
        }
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
        INSERT INTO mark (source, mark_id, school_id, class_id, date, lateness)
        SELECT source, ?2, school_id, class_id, ?5, ?6 FROM work WHERE source = ?1 AND work_id = ?4 AND school_id = ?3
        """
}
