import EventFeed
import Foundation
import School

extension FactWriter {
    func write(_ fact: RollFact) throws {
        switch fact {
        case .taken(let lesson, let entries):
            try set("roll = 1", [], of: lesson)
            try run("DELETE FROM attendance WHERE source = ? AND lesson_id = ?", [source, lesson])
            for entry in entries { try write(entry, of: lesson) }
        case .changed(let lesson, let entry):
            try change(
                "UPDATE lesson SET roll = 1 WHERE source = ? AND lesson_id = ? AND school_id = ? AND roll = 1",
                [source, lesson, event.school])
            try write(entry, of: lesson)
        }
    }

    /// Whoever was present has no row.
    private func write(_ entry: RollEntry, of lesson: UUID) throws {
        guard entry.attendance != .present else {
            return try run(
                "DELETE FROM attendance WHERE source = ? AND lesson_id = ? AND pupil_id = ?",
                [source, lesson, entry.pupil])
        }
        try run(
            """
            INSERT INTO attendance (source, lesson_id, pupil_id, code, minutes_late) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (source, lesson_id, pupil_id)
            DO UPDATE SET code = excluded.code, minutes_late = excluded.minutes_late
            """,
            [source, lesson, entry.pupil, entry.attendance.code.rawValue, entry.attendance.minutesLate])
    }
}
