import EventFeed
import Foundation
import School

extension DiaryStore {
    func hasVisit(_ visit: DiaryVisited) throws -> Bool {
        try exists(
            "SELECT 1 FROM visit WHERE person_id = ? AND pupil_id = ? AND day = ?",
            [visit.person, visit.pupil, visit.day.rawValue])
    }
}

extension DiaryVisited: StoredFact {
    func apply(to store: DiaryStore, from source: EventSource) throws {
        try store.run(
            "INSERT INTO visit (person_id, pupil_id, day, school_id, holder) VALUES (?, ?, ?, ?, ?)",
            [person, pupil, day.rawValue, source.school, holder.rawValue])
    }
}
