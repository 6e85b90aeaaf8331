import EventFeed
import School

extension FactWriter {
    func writeWork(_ fact: JournalFact) throws {
        switch fact {
        case .workCreated(let work, let lesson):
            try change(Self.create, [source, work, event.school, lesson])
        case .markGiven(let mark, let work, let day):
            try change(Self.give, [source, mark, event.school, work, day.rawValue])
        case .markWithdrawn(let mark):
            try change("UPDATE mark SET live = 0 WHERE source = ? AND mark_id = ?", [source, mark])
        default: break
        }
    }

    private static let create = """
        INSERT INTO work (source, work_id, school_id, class_id)
        SELECT source, ?2, school_id, class_id FROM lesson WHERE source = ?1 AND lesson_id = ?4 AND school_id = ?3
        """

    private static let give = """
        INSERT INTO mark (source, mark_id, school_id, class_id, date)
        SELECT source, ?2, school_id, class_id, ?5 FROM work WHERE source = ?1 AND work_id = ?4 AND school_id = ?3
        """
}
