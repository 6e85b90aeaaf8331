import EventFeed
import Foundation
import School

extension JournalStore {
    func hasRole(_ id: UUID) throws -> Bool { try exists("SELECT 1 FROM role WHERE role_id = ?", [id]) }

    /// Whether this person has the role on this day or a later one.
    func has(_ kind: StaffRole, _ staff: UUID, from day: Day) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM role WHERE staff_id = ? AND kind = ? AND (last_day IS NULL OR last_day >= ?) LIMIT 1
            """,
            [staff, kind.rawValue, day.rawValue])
    }

    func role(_ id: UUID, of school: UUID) throws -> SpanState? {
        try first(
            """
            SELECT version, first_day, last_day, NULL,
                (SELECT MIN(o.first_day) FROM role o
                    WHERE o.staff_id = r.staff_id AND o.kind = r.kind AND o.first_day > r.first_day)
            FROM role r WHERE role_id = ? AND school_id = ?
            """,
            [id, school], SpanState.init(row:))
    }

    /// The roles of a person on a day.
    func roles(of staff: UUID, on day: Day) throws -> Set<StaffRole> {
        Set(
            try all(
                """
                SELECT kind FROM role WHERE staff_id = ? AND first_day <= ? AND (last_day IS NULL OR last_day >= ?)
                """,
                [staff, day.rawValue, day.rawValue]
            ) { try $0.choice(0) })
    }
}

extension RoleGranted: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            """
            INSERT INTO role (role_id, school_id, version, staff_id, kind, first_day, order_number)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [role, source.school, version, staff, kind.rawValue, firstDay.rawValue, orderNumber])
    }
}

extension RoleEnded: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change(
            "UPDATE role SET version = ?, last_day = ? WHERE role_id = ?", [version, lastDay.rawValue, role])
    }
}
