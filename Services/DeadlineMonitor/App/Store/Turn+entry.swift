import EventFeed
import Foundation
import Regulation
import School

extension Turn {
    /// Remembers an entry whose rule depends on the lesson's day: moved to another day, the lesson may make it count, or
    /// count no longer.
    func noteEntry(_ rule: Rule, of lesson: JournalLesson, at instant: Int64) throws {
        try run(
            "INSERT OR IGNORE INTO entry (source, lesson_id, rule, recorded_at) VALUES (?, ?, ?, ?)",
            [source, lesson.id, rule.rawValue, instant])
    }

    /// When the first entry was recorded that counts where the lesson stands now; nil while none does.
    func firstEntry(_ rule: Rule, of lesson: JournalLesson) throws -> Int64? {
        let from = rules.regulation.countsFrom(
            rule, day: lesson.day, start: lesson.start, zones: try ground(of: lesson).zones)
        return try statement(
            "SELECT MIN(recorded_at) FROM entry WHERE source = ? AND lesson_id = ? AND rule = ? AND recorded_at >= ?"
        ).first([source, lesson.id, rule.rawValue, from ?? .min]) { $0[0] as Int64? } ?? nil
    }
}
