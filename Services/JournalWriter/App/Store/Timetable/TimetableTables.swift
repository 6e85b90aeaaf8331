import EventFeed
import Foundation
import School

extension JournalStore {
    func hasTimetable(_ id: UUID) throws -> Bool {
        try exists("SELECT 1 FROM timetable WHERE timetable_id = ?", [id])
    }

    func timetable(_ id: UUID, of school: UUID) throws -> TimetableApproved? {
        let daysOff = try all("SELECT day FROM timetable_day_off WHERE timetable_id = ? ORDER BY day", [id]) {
            $0.day(0)
        }
        let entries = try timetableEntries(id)
        let sql =
            "SELECT version, bells_id, first_day, last_day FROM timetable WHERE timetable_id = ? AND school_id = ?"
        return try first(sql, [id, school]) { row in
            TimetableApproved(
                id: id, version: row[0],
                timetable: Timetable(
                    recorded: row[1], row.day(2)...row.day(3), daysOff: daysOff, entries: entries))
        }
    }

    private func timetableEntries(_ id: UUID) throws -> [TimetableEntry] {
        try all(
            """
            SELECT weekday, number, group_id, course_id, teacher_id FROM timetable_entry
            WHERE timetable_id = ? ORDER BY position
            """, [id]
        ) { TimetableEntry(weekday: $0[0], number: $0[1], group: $0[2], course: $0[3], teacher: $0[4]) }
    }
}

extension TimetableApproved: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            """
            INSERT INTO timetable (timetable_id, school_id, version, bells_id, first_day, last_day)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (timetable_id) DO UPDATE SET version = excluded.version, bells_id = excluded.bells_id,
                first_day = excluded.first_day, last_day = excluded.last_day
            """,
            [
                id, source.school, version, timetable.bells, timetable.firstDay.rawValue, timetable.lastDay.rawValue,
            ])
        try replaceDaysOff(in: store)
        try replaceEntries(in: store)
    }

    private func replaceDaysOff(in store: JournalStore) throws {
        try store.run("DELETE FROM timetable_day_off WHERE timetable_id = ?", [id])
        for day in timetable.daysOff {
            try store.run("INSERT INTO timetable_day_off (timetable_id, day) VALUES (?, ?)", [id, day.rawValue])
        }
    }

    private func replaceEntries(in store: JournalStore) throws {
        try store.run("DELETE FROM timetable_entry WHERE timetable_id = ?", [id])
        for (position, entry) in timetable.entries.enumerated() {
            try store.run(
                """
                INSERT INTO timetable_entry
                    (timetable_id, position, weekday, number, group_id, course_id, teacher_id)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [id, position, entry.weekday, entry.number, entry.group, entry.course, entry.teacher])
        }
    }
}
