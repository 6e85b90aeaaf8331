import EventFeed
import Foundation
import School

extension FactWriter {
    func writePlan(_ fact: JournalFact) throws {
        switch fact {
        case .courseSet(let course, let policy):
            try change(
                Self.setCourse,
                [
                    source, course, Int64(policy.marks.rawValue), Int64(policy.homework.rawValue),
                    policy.countsInFilling, policy.isExtracurricular,
                ])
        case .timetableApproved(let timetable, let days, let weekdays): try approve(timetable, days, weekdays)
        default: break
        }
    }

    /// The week of each cohort while the timetable is in force.
    private func approve(_ timetable: UUID, _ inForce: ClosedRange<Day>, _ weekdays: [UUID: Set<Int>]) throws {
        var cohorts: [UUID: Set<Int>] = [:]
        for (group, days) in weekdays { cohorts[try cohort(of: group), default: []].formUnion(days) }
        try run("DELETE FROM cohort_week WHERE source = ? AND timetable_id = ?", [source, timetable])
        for (cohort, days) in cohorts {
            try change(
                """
                INSERT INTO cohort_week (source, cohort_id, first_day, last_day, timetable_id, has_saturday)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    source, cohort, inForce.lowerBound.rawValue, inForce.upperBound.rawValue, timetable,
                    SchoolWeek(taughtOn: days) == .sixDay,
                ])
        }
    }

    private func cohort(of group: UUID) throws -> UUID {
        let found = try KeptStatement(
            "SELECT class_id FROM study_group WHERE source = ? AND group_id = ?", in: database
        ).first([source, group]) { $0[0] as UUID? }
        guard let found else { throw untold }
        return found ?? group
    }

    private static let setCourse = """
        INSERT INTO course (source, course_id, marks, homework, counts_in_filling, extracurricular)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (source, course_id) DO UPDATE SET marks = excluded.marks, homework = excluded.homework,
            counts_in_filling = excluded.counts_in_filling, extracurricular = excluded.extracurricular
        """
}
