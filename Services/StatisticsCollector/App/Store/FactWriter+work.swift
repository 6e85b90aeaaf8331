import EventFeed
import Foundation
import School

extension FactWriter {
    func writeWork(_ fact: JournalFact) throws {
        switch fact {
        case .workCreated(let work, let lesson, let due):
            try change(Self.create, [source, work, event.school, lesson, due?.rawValue])
        case .markGiven(let mark, let work, let pupil, let day):
            let lateness = try lateness(of: work, pupil, day)
            try change(Self.give, [source, mark, event.school, work, day.rawValue, lateness])
        case .markWithdrawn(let mark):
            try change("UPDATE mark SET live = 0 WHERE source = ? AND mark_id = ?", [source, mark])
        default: break
        }
    }

    private func lateness(of work: UUID, _ pupil: UUID, _ day: Day) throws -> Int64? {
        let found = try KeptStatement(
            "SELECT lesson_id, due_day FROM work WHERE source = ? AND work_id = ?", in: database
        ).first([source, work]) { row in (row[0] as UUID, (row[1] as Int32?).map(Day.init(rawValue:))) }
        guard let (lesson, due) = found else { throw untold }
        return try markLateness(of: lesson, homeworkDue: due, pupil: pupil, markDay: day)
    }

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
