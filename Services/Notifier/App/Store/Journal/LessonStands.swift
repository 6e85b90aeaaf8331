import EventFeed
import Foundation
import GRDB
import School

/// Writes on which day each lesson stands, from when to when, as it was recorded: whoever asks later whether a day was one
/// of teaching is told what was known then.
struct LessonStands {
    let statements: FactStatements

    func begin(_ lesson: UUID, on day: Day) throws {
        let event = statements.event
        try statements.run(
            "INSERT INTO lesson_stand VALUES (?, ?, ?, ?, ?, NULL)",
            [statements.source, event.school, day.rawValue, lesson, event.recordedAt])
    }

    /// It was dropped or cancelled. One that had gone before stays gone.
    func end(_ lesson: UUID) throws {
        try statements.run(
            "UPDATE lesson_stand SET until = ? WHERE source = ? AND lesson_id = ? AND until IS NULL",
            [statements.event.recordedAt, statements.source, lesson])
    }

    /// One that was cancelled stands on no other day either.
    func move(_ lesson: UUID, to day: Day) throws {
        try end(lesson)
        if statements.database.changesCount > 0 { try begin(lesson, on: day) }
    }
}
