import EventFeed
import Foundation
import Regulation
import School

extension Turn {
    /// Settles the marks of a work.
    func refreshWork(_ id: UUID) throws {
        let found = try statement(
            "SELECT homework_due, withdrawn FROM work WHERE source = ? AND work_id = ? AND required = 1"
        ).first([source, id]) { row in
            RequiredWork(id: id, homeworkDue: (row[0] as Int32?).map(Day.init(rawValue:)), isWithdrawn: row[1])
        }
        guard let work = found else { return }
        let demands = try demands(of: work)
        let keys = Set(try obligations(of: id).map(\.key)).union(demands.map(\.key))
        // In one order, whatever the hashes: what a replay appends must follow in the same.
        for key in keys.sorted(by: { ($0.pupil ?? .none) < ($1.pupil ?? .none) }) {
            try settle(key, demands.first { $0.key == key })
        }
    }

    private func demands(of work: RequiredWork) throws -> [Demand] {
        guard let lesson = try lesson(ofWork: work.id) else { return [] }
        let base = MarkBase.day(lesson: lesson.day, homeworkDue: work.homeworkDue)
        let pupils = try pupils(at: work.id, of: lesson)
        let last = pupils.compactMap(\.workedOn).reduce(base, max)
        return rules.works.demands(
            of: work, lesson: lesson, pupils: pupils,
            calendar: try calendar(of: lesson.cohort, days: base...last + Self.longestRoll),
            on: try ground(of: lesson))
    }

    /// Settles the marks of all works of a lesson.
    func refreshWorks(of lesson: JournalLesson) throws {
        let works = try statement(
            """
            SELECT work_id FROM work INDEXED BY work_of_lesson WHERE source = ? AND lesson_id = ? AND required = 1
            ORDER BY work_id
            """
        ).all([source, lesson.id]) { $0[0] as UUID }
        for work in works { try refreshWork(work) }
    }

    /// Settles the marks of works that a class, or a group of several, did from one day to another; nil: ever.
    func refreshWorks(of cohort: UUID, from first: Day?, to last: Day?) throws {
        let works = try statement(
            """
            SELECT work_id FROM lesson INDEXED BY lesson_of_cohort_day
                CROSS JOIN work INDEXED BY work_of_lesson USING (source, lesson_id)
            WHERE source = ?1 AND cohort_id = ?2 AND required = 1 AND cancelled = 0
                AND (COALESCE(homework_due, lesson.date) BETWEEN ?3 AND ?4
                    OR EXISTS (SELECT 1 FROM mark INDEXED BY mark_of_work
                        WHERE source = ?1 AND work_id = work.work_id AND worked_on BETWEEN ?3 AND ?4))
            ORDER BY work_id
            """
        ).all([source, cohort, first?.rawValue ?? .min, last?.rawValue ?? .max]) { $0[0] as UUID }
        for work in works { try refreshWork(work) }
    }

    /// Settles the marks of works of lessons from a day on, in a class's own groups or in one group.
    func refreshWorks(classID: UUID?, group: UUID?, from day: Day) throws {
        let works = try statement(
            """
            SELECT work_id FROM lesson INDEXED BY lesson_of_group_day
                CROSS JOIN work INDEXED BY work_of_lesson USING (source, lesson_id)
            WHERE source = ?1 AND date >= ?4 AND required = 1 AND group_id IN (
                SELECT group_id FROM study_group INDEXED BY study_group_of_class
                WHERE source = ?1 AND class_id = ?2 AND whole_class = 1
                UNION ALL SELECT ?3)
            ORDER BY work_id
            """
        ).all([source, classID, group, day.rawValue]) { $0[0] as UUID }
        for work in works { try refreshWork(work) }
    }

    /// A class has, or no longer has, lessons on a day: if it would not work otherwise, deadlines around it may move.
    func calendarChanged(_ cohort: UUID, _ day: Day) throws {
        guard !rules.worksInAnyWeek(day) else { return }
        try refreshWorks(of: cohort, from: day - Self.longestRoll, to: day)
    }

    private func pupils(at work: UUID, of lesson: JournalLesson) throws -> [PupilAtWork] {
        let presence = try presence(at: lesson)
        let marks = try marks(for: work)
        return try enrolled(in: lesson).map { pupil in
            let own = marks.filter { $0.pupil == pupil }
            return PupilAtWork(
                pupil: pupil, presence: presence[pupil] ?? .present,
                mark: own.last { $0.fulfilledAt != nil }?.fulfilledAt.map { PupilAtWork.Mark(recordedAt: $0) },
                workedOn: own.last { $0.workedOn != nil }?.workedOn)
        }
    }

    private func presence(at lesson: JournalLesson) throws -> [UUID: PupilAtWork.Presence] {
        let rows = try statement("SELECT pupil_id, corrected_on FROM presence WHERE source = ? AND lesson_id = ?")
            .all([source, lesson.id]) { ($0[0] as UUID, $0[1] as Int32?) }
        return Dictionary(rows.map { ($0, $1.map { .correctedToPresent(on: Day(rawValue: $0)) } ?? .absent) }) { $1 }
    }

    private func marks(for work: UUID) throws -> [(pupil: UUID, workedOn: Day?, fulfilledAt: Int64?)] {
        try statement(
            "SELECT pupil_id, worked_on, fulfilled_at FROM mark WHERE source = ? AND work_id = ? ORDER BY given"
        ).all([source, work]) { row in
            (pupil: row[0], workedOn: (row[1] as Int32?).map(Day.init(rawValue:)), fulfilledAt: row[2])
        }
    }

    /// Everyone who belongs to the lesson's group on its day, each once, in one order.
    private func enrolled(in lesson: JournalLesson) throws -> [UUID] {
        let classID = try group(lesson.group)?.isWholeClass == true ? lesson.classID : nil
        return try statement(
            """
            SELECT pupil_id FROM enrolment INDEXED BY enrolment_in_class WHERE source = ?1 AND class_id = ?2
                AND first_day <= ?4 AND (last_day IS NULL OR last_day >= ?4)
            UNION
            SELECT pupil_id FROM enrolment INDEXED BY enrolment_in_group WHERE source = ?1 AND group_id = ?3
                AND first_day <= ?4 AND (last_day IS NULL OR last_day >= ?4)
            ORDER BY pupil_id
            """
        ).all([source, classID, lesson.group, lesson.day.rawValue]) { $0[0] as UUID }
    }
}
