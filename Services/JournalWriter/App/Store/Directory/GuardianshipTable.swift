import EventFeed
import Foundation
import School

extension JournalStore {
    func hasGuardianship(_ id: UUID) throws -> Bool {
        try exists("SELECT 1 FROM guardianship WHERE guardianship_id = ?", [id])
    }

    /// Whether the guardian stands for the pupil on this day or a later one.
    func isGuarded(_ pupil: UUID, by guardian: UUID, from day: Day) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM guardianship WHERE guardian_id = ? AND pupil_id = ?
                AND (last_day IS NULL OR last_day >= ?) LIMIT 1
            """,
            [guardian, pupil, day.rawValue])
    }

    func guardianship(_ id: UUID, of school: UUID) throws -> SpanState? {
        try first(
            """
            SELECT version, first_day, last_day, NULL,
                (SELECT MIN(o.first_day) FROM guardianship o
                    WHERE o.guardian_id = g.guardian_id AND o.pupil_id = g.pupil_id AND o.first_day > g.first_day)
            FROM guardianship g WHERE guardianship_id = ? AND school_id = ?
            """,
            [id, school], SpanState.init(row:))
    }
}

extension GuardianshipRecorded: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            """
            INSERT INTO guardianship
                (guardianship_id, school_id, version, guardian_id, pupil_id, basis, first_day)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [guardianship, source.school, version, guardian, pupil, basis.rawValue, firstDay.rawValue])
    }
}

extension GuardianshipEnded: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change(
            "UPDATE guardianship SET version = ?, last_day = ? WHERE guardianship_id = ?",
            [version, lastDay.rawValue, guardianship])
    }
}
