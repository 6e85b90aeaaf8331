import EventFeed
import Foundation
import School

/// A lesson's pupils, works, roll and marks.
extension JournalStore {
    /// - Parameter isNamed: false where only the numbers count: each pupil's name is a look into the cards.
    func sheet(of head: LessonHead, isNamed: Bool = true) throws -> LessonSheet {
        let attendance = try attendance(of: head.lesson)
        let corrections = try corrections(of: head.lesson)
        let absent = Set(attendance.filter { $0.value.code.isAbsence }.keys)
        let marks = try marks(of: head.lesson, absent: absent)
        let members = try members(of: head.group.membership, on: head.date)
        // Whoever was entered stays on the page, also if an order has since taken them out of the group.
        let lines = try members.union(attendance.keys).union(marks.standing.keys).sorted().map { pupil in
            PupilLine(
                pupil: pupil, name: isNamed ? try pupilName(pupil) : nil, attendance: attendance[pupil] ?? .present,
                isMember: members.contains(pupil), correctedAt: corrections[pupil],
                marks: marks.standing[pupil] ?? [:], worked: marks.worked[pupil] ?? [:])
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

    private func corrections(of lesson: UUID) throws -> [UUID: Int64] {
        let rows = try all("SELECT pupil_id, corrected_at FROM absence_correction WHERE lesson_id = ?", [lesson]) {
            ($0[0] as UUID, $0[1] as Int64)
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
