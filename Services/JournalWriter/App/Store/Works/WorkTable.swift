import EventFeed
import Foundation
import School

extension JournalStore {
    func hasWork(_ id: UUID) throws -> Bool { try exists("SELECT 1 FROM work WHERE work_id = ?", [id]) }

    func lessonForWork(_ id: UUID, of school: UUID) throws -> CreateWork.State.Lesson? {
        try first(
            """
            SELECT l.date, l.cancel_reason IS NOT NULL, c.marks FROM lesson l JOIN course c ON c.course_id = l.course_id
            WHERE l.lesson_id = ? AND l.school_id = ?
            """, [id, school]
        ) { CreateWork.State.Lesson(date: $0.day(0), isCancelled: $0[1], scale: try $0.choice(2)) }
    }

    func work(_ id: UUID, of school: UUID) throws -> WithdrawWork.State? {
        try first(
            """
            SELECT version, withdrawn,
                EXISTS (SELECT 1 FROM mark m WHERE m.work_id = w.work_id AND m.withdrawn = 0)
            FROM work w WHERE work_id = ? AND school_id = ?
            """, [id, school]
        ) { WithdrawWork.State(version: $0[0], isWithdrawn: $0[1], hasMarks: $0[2]) }
    }
}

extension WorkCreated: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            """
            INSERT INTO work (work_id, school_id, version, lesson_id, kind, weight, marks_required, due)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [work, source.school, version, lesson, kind.rawValue, weight, marksRequired, due?.rawValue])
    }
}

extension WorkWithdrawn: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change("UPDATE work SET version = ?, withdrawn = 1 WHERE work_id = ?", [version, work])
    }
}
