import EventFeed
import Foundation
import School

extension JournalStore {
    func hasBells(_ id: UUID) throws -> Bool { try exists("SELECT 1 FROM bells WHERE bells_id = ?", [id]) }

    func bells(_ id: UUID, of school: UUID) throws -> BellsSet? {
        let head = try first(
            "SELECT version, name FROM bells WHERE bells_id = ? AND school_id = ?", [id, school]
        ) { (version: $0[0] as Version, name: $0[1] as String) }
        guard let head else { return nil }
        let bells = try all("SELECT number, start, end FROM bell WHERE bells_id = ? ORDER BY number", [id]) {
            Bell(number: $0[0], start: try $0.minute(1), end: try $0.minute(2))
        }
        return BellsSet(
            bells: id, version: head.version, name: head.name, schedule: BellSchedule(recorded: bells))
    }

    /// The numbers that timetables named which last until this day or longer.
    func numbers(ofBells id: UUID, usedFrom day: Day) throws -> Set<Int> {
        Set(
            try all(
                """
                SELECT DISTINCT number FROM timetable t JOIN timetable_entry e ON e.timetable_id = t.timetable_id
                WHERE t.bells_id = ? AND t.last_day >= ?
                """,
                [id, day.rawValue]
            ) { $0[0] })
    }
}

extension BellsSet: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            """
            INSERT INTO bells (bells_id, school_id, version, name) VALUES (?, ?, ?, ?)
            ON CONFLICT (bells_id) DO UPDATE SET version = excluded.version, name = excluded.name
            """,
            [bells, source.school, version, name])
        try store.run("DELETE FROM bell WHERE bells_id = ?", [bells])
        for bell in schedule.bells {
            try store.run(
                "INSERT INTO bell (bells_id, number, start, end) VALUES (?, ?, ?, ?)",
                [bells, bell.number, bell.start.rawValue, bell.end.rawValue])
        }
    }
}
