import EventFeed
import Foundation
import School

extension JournalStore {
    func lesson(_ id: UUID, of school: UUID) throws -> LessonState? {
        try first(
            """
            SELECT l.version, l.date, l.start, l.topic, l.homework, l.homework_none, l.homework_due, c.homework,
                l.cancel_reason, l.cancel_order, l.topic_at
            FROM lesson l JOIN course c ON c.course_id = l.course_id WHERE l.lesson_id = ? AND l.school_id = ?
            """,
            [id, school], LessonState.init(row:))
    }
}

extension LessonState {
    fileprivate init(row: Columns) throws {
        let orderNumber: String? = row[9]
        self.init(
            version: row[0], date: row.day(1), start: try row.minute(2), topic: row[3],
            topicAt: row[10],
            homework: HomeworkEntry(row: row, from: 4), homeworkPolicy: try row.choice(7),
            cancellation: (row[8] as String?).map { Cancellation(reason: $0, orderNumber: orderNumber) })
    }
}

extension HomeworkEntry {
    /// From text, «не задано» and due; nil while nothing was entered.
    init?(row: Columns, from index: Int) {
        if let text: String = row[index] {
            self.init(homework: .text(text), due: row.optionalDay(index + 2))
        } else if row[index + 1] {
            self.init(homework: .none, due: nil)
        } else {
            return nil
        }
    }

    /// Text, «не задано», due.
    fileprivate var columns: Values {
        switch homework {
        case .text(let text): [text, false, due?.rawValue]
        case .none: [nil, true, nil]
        }
    }
}

extension TopicRecorded: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change(
            "UPDATE lesson SET version = ?, topic = ?, topic_at = ? WHERE lesson_id = ?",
            [version, topic, source.recordedAt, lesson])
    }
}

extension HomeworkRecorded: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change(
            "UPDATE lesson SET version = ?, homework = ?, homework_none = ?, homework_due = ? WHERE lesson_id = ?",
            [version] + entry.columns + [lesson])
    }
}

extension LessonCancelled: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change(
            "UPDATE lesson SET version = ?, cancel_reason = ?, cancel_order = ? WHERE lesson_id = ?",
            [version, cancellation.reason, cancellation.orderNumber, lesson])
    }
}
