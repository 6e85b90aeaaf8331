import EventFeed
import Foundation
import School

extension JournalStore {
    /// Three lookups, whatever the size of the school: giving marks is what a journal does all day.
    func stateForMark(_ command: GiveMark, of school: UUID) throws -> GiveMark.State {
        let ids = try idsForMark(command, of: school)
        let placed = try first(
            Self.placeOfWork, [command.work, school]
        ) { (place: try MarkPlace(row: $0, from: 0), group: GroupMembership(group: $0[5], wholeClass: $0[6])) }
        return GiveMark.State(
            isTaken: ids.isTaken, place: placed?.place, isPupilKnown: ids.isPupilKnown,
            isMember: try placed.map { try isMember(command.pupil, of: $0.group, on: command.date) } ?? false,
            isMarked: ids.isMarked)
    }

    private func idsForMark(
        _ command: GiveMark, of school: UUID
    ) throws -> (isTaken: Bool, isMarked: Bool, isPupilKnown: Bool) {
        try first(
            """
            SELECT EXISTS (SELECT 1 FROM mark WHERE mark_id = ?),
                EXISTS (SELECT 1 FROM mark WHERE work_id = ? AND pupil_id = ? AND withdrawn = 0),
                EXISTS (SELECT 1 FROM pupil WHERE pupil_id = ? AND school_id = ?)
            """,
            [command.mark, command.work, command.pupil, command.pupil, school]
        ) { ($0[0], $0[1], $0[2]) } ?? (false, false, false)
    }

    func mark(_ id: UUID, of school: UUID) throws -> MarkState? {
        try first(
            Self.placedMark, [id, school]
        ) { row in
            MarkState(
                version: row[0], value: try MarkValue(points: row[1], symbol: row[2]), isWithdrawn: row[3],
                place: try MarkPlace(row: row, from: 4))
        }
    }

    // Put together once: a statement is looked up by its text at every mark.
    private static let placeOfWork = """
        SELECT \(placeColumns), l.group_id, CASE WHEN g.whole_class THEN g.class_id END
        FROM \(placeTables) JOIN study_group g ON g.group_id = l.group_id
        WHERE w.work_id = ? AND w.school_id = ?
        """
    private static let placedMark = """
        SELECT m.version, m.points, m.symbol, m.withdrawn, \(placeColumns)
        FROM \(placeTables) JOIN mark m ON m.work_id = w.work_id WHERE m.mark_id = ? AND m.school_id = ?
        """
    private static let placeColumns = "w.withdrawn, l.date, l.start, l.cancel_reason IS NOT NULL, c.marks"
    private static let placeTables =
        "work w JOIN lesson l ON l.lesson_id = w.lesson_id JOIN course c ON c.course_id = l.course_id"
}

extension MarkPlace {
    fileprivate init(row: Columns, from index: Int) throws {
        self.init(
            isWorkWithdrawn: row[index], lessonDate: row.day(index + 1), lessonStart: try row.minute(index + 2),
            isLessonCancelled: row[index + 3], scale: try row.choice(index + 4))
    }
}

/// Numbers and words in columns of their own, so that the schema can hold each to its range.
extension MarkValue {
    init(points: Int?, symbol: Int?) throws {
        switch (points, symbol) {
        case (.some(let points), .none): self = .points(points)
        case (.none, 1): self = .pass
        case (.none, 2): self = .fail
        case (.none, 3): self = .owed
        default: throw DamagedState(what: "a mark")
        }
    }

    fileprivate var columns: Values {
        switch self {
        case .points(let points): [points, nil]
        case .pass: [nil, 1]
        case .fail: [nil, 2]
        case .owed: [nil, 3]
        }
    }
}

extension MarkGiven: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(
            """
            INSERT INTO mark (mark_id, school_id, version, work_id, pupil_id, points, symbol, date, given_at, worked_at,
                sequence)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [mark, source.school, version, work, pupil] + value.columns
                + [date.rawValue, source.recordedAt, value == .owed ? nil : source.recordedAt, source.sequence])
    }
}

extension MarkChanged: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change(
            """
            UPDATE mark SET worked_at = CASE WHEN symbol = 3 AND ? THEN ? ELSE worked_at END,
                version = ?, points = ?, symbol = ?
            WHERE mark_id = ?
            """,
            [value != .owed, source.recordedAt, version] + value.columns + [mark])
    }
}

extension MarkWithdrawn: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.change("UPDATE mark SET version = ?, withdrawn = 1 WHERE mark_id = ?", [version, mark])
    }
}
