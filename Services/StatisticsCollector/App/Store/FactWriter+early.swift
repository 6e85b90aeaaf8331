import EventFeed
import Foundation
import Regulation
import School

/// Entries that count from a certain instant of the lesson's day on: moved to another day, the lesson may make one count
/// that did not, or count no longer.
extension FactWriter {
    /// Remembers this event as such an entry.
    /// - Returns: how late it is; nil where it does not count yet.
    func enter(_ rule: Rule, in lesson: UUID, at place: LessonPlace) throws -> Int64? {
        let lateness = try lateness(rule, at: event.recordedAt, of: place)
        try run(
            "INSERT OR IGNORE INTO entry (source, lesson_id, rule, recorded_at, lateness) VALUES (?, ?, ?, ?, ?)",
            [source, lesson, Int64(rule.rawValue), event.recordedAt, lateness])
        return lateness
    }

    /// Judges the entries of a lesson that stands elsewhere now: the first that counts there. A verdict that was made
    /// stays.
    func judgeEntries(of lesson: UUID) throws {
        let place = try place(of: lesson)
        try run(
            "UPDATE lesson SET topic_lateness = ?, roll_lateness = ? WHERE source = ? AND lesson_id = ?",
            [try verdict(.topic, lesson, place), try verdict(.attendance, lesson, place), source, lesson])
    }

    private func verdict(_ rule: Rule, _ lesson: UUID, _ place: LessonPlace) throws -> Int64? {
        let first = try KeptStatement(
            """
            SELECT recorded_at, lateness FROM entry
            WHERE source = ? AND lesson_id = ? AND rule = ? AND recorded_at >= ? ORDER BY recorded_at LIMIT 1
            """, in: database
        ).first([source, lesson, Int64(rule.rawValue), try countsFrom(rule, of: place) ?? .min]) { row in
            (instant: row[0] as Int64, lateness: row[1] as Int64?)
        }
        guard let first else { return nil }
        if let lateness = first.lateness { return lateness }
        let lateness = try lateness(rule, at: first.instant, of: place)
        try run(
            "UPDATE entry SET lateness = ? WHERE source = ? AND lesson_id = ? AND rule = ? AND recorded_at = ?",
            [lateness, source, lesson, Int64(rule.rawValue), first.instant])
        return lateness
    }
}
