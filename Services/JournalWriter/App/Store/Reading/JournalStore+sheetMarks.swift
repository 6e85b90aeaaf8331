import EventFeed
import Foundation
import School

/// The marks of a lesson's page, by pupil, then by work.
struct SheetMarks {
    fileprivate(set) var standing: [UUID: [UUID: StandingMark]] = [:]
    /// Of absent pupils alone.
    fileprivate(set) var worked: [UUID: [UUID: WorkDone]] = [:]
}

extension JournalStore {
    func marks(of lesson: UUID, absent: Set<UUID>) throws -> SheetMarks {
        var marks = SheetMarks()
        // A mark can be given only when none stands: what was withdrawn is older than what stands.
        for old in try absent.isEmpty ? [] : withdrawnMarks(of: lesson) where absent.contains(old.pupil) {
            marks.worked[old.pupil, default: [:]][old.work] = old.done
        }
        for mark in try standingMarks(of: lesson) {
            marks.standing[mark.pupil, default: [:]][mark.work] = mark.mark
            guard let done = mark.done, absent.contains(mark.pupil) else { continue }
            marks.worked[mark.pupil, default: [:]][mark.work] = done
        }
        return marks
    }

    private func standingMarks(
        of lesson: UUID
    ) throws -> [(pupil: UUID, work: UUID, mark: StandingMark, done: WorkDone?)] {
        try all(
            """
            SELECT m.pupil_id, m.work_id, m.date, m.given_at, m.worked_at, m.mark_id, m.version, m.points, m.symbol
            FROM work w JOIN mark m ON m.work_id = w.work_id AND m.withdrawn = 0
            WHERE w.lesson_id = ? AND w.withdrawn = 0
            """, [lesson]
        ) { row in
            let mark = StandingMark(
                mark: row[5], version: row[6], value: try MarkValue(points: row[7], symbol: row[8]), date: row.day(2))
            return (pupil: row[0], work: row[1], mark: mark, done: WorkDone(row: row))
        }
    }

    /// In the order in which they were given.
    private func withdrawnMarks(of lesson: UUID) throws -> [(pupil: UUID, work: UUID, done: WorkDone)] {
        try all(
            """
            SELECT m.pupil_id, m.work_id, m.date, m.given_at, m.worked_at
            FROM work w JOIN mark m ON m.work_id = w.work_id AND m.withdrawn = 1
            WHERE w.lesson_id = ? AND w.withdrawn = 0 AND m.worked_at IS NOT NULL ORDER BY m.given_at
            """, [lesson]
        ) { row in
            WorkDone(row: row).map { (pupil: row[0] as UUID, work: row[1] as UUID, done: $0) }
        }.compactMap { $0 }
    }
}

extension WorkDone {
    /// From date, when it was given and when it became more than a «точка»; nil for what never was more.
    fileprivate init?(row: Columns) {
        guard let workedAt: Int64 = row[4] else { return nil }
        let givenAt: Int64? = row[3]
        self.init(date: row.day(2), turnedAt: workedAt == givenAt ? nil : workedAt)
    }
}
