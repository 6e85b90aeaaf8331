import EventFeed
import Foundation

extension DiaryStore {
    /// What the journals' feeds have told of a person.
    func known(_ person: UUID, of school: UUID) throws -> KnownPerson {
        for served in try Subscription.served(in: database) {
            if let known = try known(person, of: school, source: served.source) { return known }
        }
        return .unknown
    }

    private func known(_ person: UUID, of school: UUID, source: Int64) throws -> KnownPerson? {
        try first("SELECT school_id, kind FROM person WHERE source = ? AND person_id = ?", [source, person]) { row in
            guard row[0] == school else { return .elsewhere }
            switch try row.choice(1) as PersonKind {
            case .guardian: return .guardian
            case .pupil: return .pupil
            case .staff: return .elsewhere
            }
        }
    }
}
