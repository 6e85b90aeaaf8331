import EventFeed
import Foundation
import School

extension JournalStore {
    /// - Parameter pupils: those the command names; of them alone it is said who is known and who a member.
    func roll(of lesson: UUID, naming pupils: [UUID], of school: UUID) throws -> RollState? {
        guard let place = try rollPlace(lesson, of: school) else { return nil }
        let entries = try all("SELECT pupil_id, code, minutes_late FROM attendance WHERE lesson_id = ?", [lesson]) {
            RollEntry(pupil: $0[0], attendance: Attendance(recorded: try $0.choice(1), minutesLate: $0[2]))
        }
        return RollState(
            version: place.version, takenAt: place.takenAt, date: place.date, start: place.start,
            isCancelled: place.isCancelled,
            entries: Set(entries),
            known: Set(try pupils.filter { try hasPupil($0, of: school) }),
            members: Set(try pupils.filter { try isMember($0, of: place.group, on: place.date) }))
    }

    private struct RollPlace {
        let version: Version
        let takenAt: Int64?
        let date: Day
        let start: MinuteOfDay
        let isCancelled: Bool
        let group: GroupMembership
    }

    private func rollPlace(_ lesson: UUID, of school: UUID) throws -> RollPlace? {
        try first(
            """
            SELECT COALESCE(r.version, 0), l.date, l.start, l.cancel_reason IS NOT NULL, l.group_id,
                CASE WHEN g.whole_class THEN g.class_id END, r.taken_at
            FROM lesson l JOIN study_group g ON g.group_id = l.group_id LEFT JOIN roll r ON r.lesson_id = l.lesson_id
            WHERE l.lesson_id = ? AND l.school_id = ?
            """, [lesson, school]
        ) { row in
            RollPlace(
                version: row[0], takenAt: row[6], date: row.day(1), start: try row.minute(2), isCancelled: row[3],
                group: GroupMembership(group: row[4], wholeClass: row[5]))
        }
    }

    /// Writes one line of a roll; whoever was present has none.
    fileprivate func setAttendance(_ entry: RollEntry, lesson: UUID, school: UUID) throws {
        guard entry.attendance != .present else {
            return try run("DELETE FROM attendance WHERE lesson_id = ? AND pupil_id = ?", [lesson, entry.pupil])
        }
        try run(
            """
            INSERT INTO attendance (lesson_id, pupil_id, school_id, code, minutes_late) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (lesson_id, pupil_id) DO UPDATE SET code = excluded.code, minutes_late = excluded.minutes_late
            """,
            [lesson, entry.pupil, school, entry.attendance.code.rawValue, entry.attendance.minutesLate])
        guard entry.attendance.code.isAbsence else { return }
        try run("DELETE FROM absence_correction WHERE lesson_id = ? AND pupil_id = ?", [lesson, entry.pupil])
    }

    /// Before lines of a roll are written anew: from this instant on, those absent by them were there. Of whom the new
    /// lines say absent, ``setAttendance(_:lesson:school:)`` takes it back.
    /// - Parameter pupil: nil for everyone.
    fileprivate func correctAbsences(lesson: UUID, pupil: UUID?, at instant: Int64) throws {
        try run(Self.correctAbsences, [lesson, pupil, instant])
    }

    private static let correctAbsences = """
        INSERT INTO absence_correction (lesson_id, pupil_id, school_id, corrected_at)
        SELECT lesson_id, pupil_id, school_id, ?3 FROM attendance
        WHERE lesson_id = ?1 AND (?2 IS NULL OR pupil_id = ?2)
            AND code IN (\(AttendanceCode.allCases.filter(\.isAbsence).map { "\($0.rawValue)" }.joined(separator: ", ")))
        """
}

extension RollTaken: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            """
            INSERT INTO roll (lesson_id, school_id, version, taken_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (lesson_id) DO UPDATE SET version = excluded.version, taken_at = excluded.taken_at
            """,
            [lesson, source.school, version, source.recordedAt])
        try store.correctAbsences(lesson: lesson, pupil: nil, at: source.recordedAt)
        try store.run("DELETE FROM attendance WHERE lesson_id = ?", [lesson])
        for entry in entries { try store.setAttendance(entry, lesson: lesson, school: source.school) }
    }
}

extension AttendanceChanged: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change("UPDATE roll SET version = ? WHERE lesson_id = ?", [version, lesson])
        try store.correctAbsences(lesson: lesson, pupil: entry.pupil, at: source.recordedAt)
        try store.setAttendance(entry, lesson: lesson, school: source.school)
    }
}
