import EventFeed
import Foundation
import School

/// A lesson's pupils, works, roll and marks.
extension JournalStore {
    /// - Parameter isNamed: false where only the numbers count: each pupil's name is a look into the cards.
    func sheet(of head: LessonHead, isNamed: Bool = true) throws -> LessonSheet {
        let attendance = try attendance(of: head.lesson)
        let marks = try marks(of: head.lesson)
        // Whoever was entered stays on the page, also if an order has since taken them out of the group.
        let pupils = try members(of: head.group.membership, on: head.date).union(attendance.keys).union(marks.keys)
        let lines = try pupils.sorted().map { pupil in
            PupilLine(
                pupil: pupil, name: isNamed ? try pupilName(pupil) : nil, attendance: attendance[pupil] ?? .present,
                marks: marks[pupil] ?? [:])
        }
        return LessonSheet(
            head: head, pupils: isNamed ? lines.inListOrder : lines, works: try works(of: head.lesson))
    }

    /// Whoever is in a group on a day: named in it, or enrolled in the class of which it is the whole.
    private func members(of group: GroupMembership, on day: Day) throws -> Set<UUID> {
        Set(
            try all(
                """
                SELECT pupil_id FROM enrolment
                WHERE (group_id = ? OR class_id = ?) AND first_day <= ? AND (last_day IS NULL OR last_day >= ?)
                """,
                [group.group, group.wholeClass, day.rawValue, day.rawValue]
            ) { $0[0] as UUID })
    }

    private func attendance(of lesson: UUID) throws -> [UUID: Attendance] {
        let rows = try all("SELECT pupil_id, code, minutes_late FROM attendance WHERE lesson_id = ?", [lesson]) {
            ($0[0] as UUID, Attendance(recorded: try $0.choice(1), minutesLate: $0[2]))
        }
        return Dictionary(rows) { first, _ in first }
    }

    private func works(of lesson: UUID) throws -> [WorkHead] {
        try all(
            """
            SELECT work_id, version, kind, weight, marks_required, due FROM work
            WHERE lesson_id = ? AND withdrawn = 0 ORDER BY work_id
            """, [lesson]
        ) { row in
            WorkHead(
                work: row[0], version: row[1], kind: try row.choice(2), weight: row[3], marksRequired: row[4],
                due: row.optionalDay(5))
        }
    }

    /// By pupil, then by work.
    private func marks(of lesson: UUID) throws -> [UUID: [UUID: StandingMark]] {
        let rows = try all(
            """
            SELECT m.pupil_id, m.work_id, m.mark_id, m.version, m.points, m.symbol, m.date
            FROM work w JOIN mark m ON m.work_id = w.work_id AND m.withdrawn = 0
            WHERE w.lesson_id = ? AND w.withdrawn = 0
            """, [lesson]
        ) { row in
            (
                pupil: row[0] as UUID, work: row[1] as UUID,
                mark: StandingMark(
                    mark: row[2], version: row[3], value: try MarkValue(points: row[4], symbol: row[5]),
                    date: row.day(6))
            )
        }
        return rows.reduce(into: [:]) { marks, row in marks[row.pupil, default: [:]][row.work] = row.mark }
    }

    private func pupilName(_ pupil: UUID) throws -> PersonName? {
        try (card(of: pupil) as CardRecorded<PupilCard>?)?.card.name
    }
}

extension [PupilLine] {
    /// By name, then by id; without a name at the end. A key is worked out once, not at every comparison.
    fileprivate var inListOrder: [PupilLine] {
        let keys = map { ($0.name == nil ? 1 : 0, $0.name?.sortKey ?? "", $0.pupil) }
        return indices.sorted { keys[$0] < keys[$1] }.map { self[$0] }
    }
}
