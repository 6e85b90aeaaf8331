import EventFeed
import Foundation

extension JournalStore {
    /// Whom these card events are about.
    func persons(ofCards sequences: [Int64]) throws -> Set<UUID> {
        var persons: Set<UUID> = []
        for sequence in sequences {
            for (table, column) in Self.cardTables {
                let sql = "SELECT \(column) FROM \(table) WHERE sequence = ?"
                if let person: UUID = try first(sql, [sequence], { $0[0] }) { persons.insert(person) }
            }
        }
        return persons
    }

    /// Forgets by which ids of other systems these persons were known, as far as no card of theirs is left: whoever
    /// knows those systems could tell who they are.
    func forgetSourcedIDs(of persons: Set<UUID>) throws {
        for person in persons where try !hasCard(person) {
            for things in Self.thingsOfPerson {
                try run("DELETE FROM roster_record WHERE thing_id IN (\(things))", [person])
            }
        }
    }

    private func hasCard(_ person: UUID) throws -> Bool {
        try Self.cardTables.contains { table, column in
            try exists("SELECT 1 FROM \(table) WHERE \(column) = ? LIMIT 1", [person])
        }
    }

    private static let cardTables = [
        ("staff_card", "staff_id"), ("pupil_card", "pupil_id"), ("guardian_card", "guardian_id"),
    ]

    /// A person, and what a roster's record names that person for.
    private static let thingsOfPerson = [
        "SELECT ?", "SELECT enrolment_id FROM enrolment WHERE pupil_id = ?",
        "SELECT guardianship_id FROM guardianship WHERE pupil_id = ?",
        "SELECT guardianship_id FROM guardianship WHERE guardian_id = ?",
    ]
}
