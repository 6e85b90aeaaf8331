import EventFeed
import Foundation
import Regulation
import School

extension FactWriter {
    func writeEntry(_ fact: JournalFact) throws {
        switch fact {
        case .topicRecorded(let lesson):
            let lateness = try enter(.topic, in: lesson, at: try place(of: lesson))
            try change(
                """
                UPDATE lesson SET topic = 1, topic_lateness = COALESCE(topic_lateness, ?)
                WHERE source = ? AND lesson_id = ?
                """, [lateness, source, lesson])
        case .homeworkRecorded(let lesson, let isNone): try recordHomework(lesson, isNone)
        case .rollTaken(let lesson, let absent): try takeRoll(lesson, absent)
        case .attendanceChanged(let lesson, let pupil, let isAbsent):
            let zones = try history(of: event.school)
            try note(pupil, in: lesson, isAbsent: isAbsent, on: zones.local(at: event.recordedAt).day)
        default: break
        }
    }

    /// Homework of a double lesson fulfils the duty of its last one, in whichever it was entered. The verdict belongs to
    /// the entry, and stays with it when the lessons come to be parted or joined in another way.
    private func recordHomework(_ lesson: UUID, _ isNone: Bool) throws {
        try change(
            "UPDATE lesson SET homework = 1, homework_none = ? WHERE source = ? AND lesson_id = ?",
            [isNone, source, lesson])
        guard let place = try run(of: lesson) else { return }
        let run = try runs(at: place).first { $0.contains { $0.id == lesson } }
        guard let last = run?.last?.id else { return }
        let lateness = try lateness(.homework, at: event.recordedAt, of: try self.place(of: last))
        try self.run(
            """
            UPDATE lesson SET homework_at = ?, homework_verdict = ?
            WHERE source = ? AND lesson_id = ? AND homework_at IS NULL
            """, [event.recordedAt, lateness, source, lesson])
        try retie(place)
    }

    /// The first roll counts; what a later one takes back about a pupil is a correction.
    private func takeRoll(_ lesson: UUID, _ absent: Set<UUID>) throws {
        let place = try place(of: lesson)
        try change(
            "UPDATE lesson SET roll = 1, roll_lateness = COALESCE(roll_lateness, ?) WHERE source = ? AND lesson_id = ?",
            [try enter(.attendance, in: lesson, at: place), source, lesson])
        let today = try history(of: place.school).local(at: event.recordedAt).day
        let before = try KeptStatement(
            "SELECT pupil_id FROM absence WHERE source = ? AND lesson_id = ? AND corrected_on IS NULL", in: database
        ).all([source, lesson]) { $0[0] as UUID }
        for pupil in Set(before).subtracting(absent) { try note(pupil, in: lesson, isAbsent: false, on: today) }
        for pupil in absent { try note(pupil, in: lesson, isAbsent: true, on: today) }
    }

    private func note(_ pupil: UUID, in lesson: UUID, isAbsent: Bool, on today: Day) throws {
        if isAbsent {
            try run(
                """
                INSERT INTO absence (source, lesson_id, pupil_id) VALUES (?, ?, ?)
                ON CONFLICT (source, lesson_id, pupil_id) DO UPDATE SET corrected_on = NULL
                """, [source, lesson, pupil])
        } else {
            try run(
                """
                UPDATE absence SET corrected_on = ?
                WHERE source = ? AND lesson_id = ? AND pupil_id = ? AND corrected_on IS NULL
                """, [today.rawValue, source, lesson, pupil])
        }
    }
}
