import EventFeed
import Foundation
import Regulation
import School

extension FactWriter {
    func writeLesson(_ fact: JournalFact) throws {
        switch fact {
        case .lessonScheduled(let lesson, let plan): try schedule(lesson, plan)
        case .lessonMoved(let lesson, let change): try move(lesson, change)
        case .lessonDropped(let lesson):
            let before = try run(of: lesson)
            try change("DELETE FROM lesson WHERE source = ? AND lesson_id = ?", [source, lesson])
            try self.run("DELETE FROM entry WHERE source = ? AND lesson_id = ?", [source, lesson])
            if let before { try retie(before) }
        case .lessonCancelled(let lesson):
            let before = try run(of: lesson)
            try change("UPDATE lesson SET cancelled = 1 WHERE source = ? AND lesson_id = ?", [source, lesson])
            if let before { try retie(before) }
        default: break
        }
    }

    private func schedule(_ lesson: UUID, _ plan: LessonPlan) throws {
        try change(
            Self.scheduleSQL,
            [
                source, lesson, event.school, plan.group, plan.day.rawValue, plan.end.rawValue, plan.course,
                plan.teacher, Int64(plan.number), plan.start.rawValue,
            ])
        try retie(RunPlace(group: plan.group, course: plan.course, teacher: plan.teacher, day: plan.day))
    }

    private func move(_ lesson: UUID, _ what: LessonChange) throws {
        let before = try run(of: lesson)
        try change(
            """
            UPDATE lesson SET date = COALESCE(?, date), end = COALESCE(?, end), start = COALESCE(?, start),
                number = COALESCE(?, number), teacher_id = COALESCE(?, teacher_id)
            WHERE source = ? AND lesson_id = ?
            """,
            [
                what.day?.rawValue, what.end?.rawValue, what.start?.rawValue, what.number.map(Int64.init), what.teacher,
                source, lesson,
            ])
        if what.day != nil || what.start != nil { try judgeEntries(of: lesson) }
        let after = try run(of: lesson)
        for place in Set([before, after].compactMap(\.self)) { try retie(place) }
    }

    private static let scheduleSQL = """
        INSERT INTO lesson (
            source, lesson_id, school_id, class_id, date, end, group_id, cohort_id, course_id, teacher_id, number, start)
        SELECT source, ?2, school_id, class_id, ?5, ?6, ?4, COALESCE(class_id, ?4), ?7, ?8, ?9, ?10 FROM study_group
        WHERE source = ?1 AND group_id = ?4 AND school_id = ?3
        """
}

/// Where double lessons are looked for: same group, course, teacher and day.
struct RunPlace: Hashable {
    let group: UUID
    let course: UUID
    let teacher: UUID
    let day: Day
}

extension FactWriter {
    /// Where a lesson stands; nil for one the feed has not told of.
    func run(of lesson: UUID) throws -> RunPlace? {
        try KeptStatement(
            "SELECT group_id, course_id, teacher_id, date FROM lesson WHERE source = ? AND lesson_id = ?", in: database
        ).first([source, lesson]) { row in
            RunPlace(group: row[0], course: row[1], teacher: row[2], day: Day(rawValue: row[3]))
        }
    }

    /// The lessons that take place there, parted into those that are one. By an index that SQLite, without statistics,
    /// would pass over for all lessons of the source; so are homeworks.
    func runs(at place: RunPlace) throws -> [[DayLesson]] {
        let lessons = try KeptStatement(
            """
            SELECT lesson_id, number FROM lesson INDEXED BY lesson_of_group
            WHERE source = ? AND group_id = ? AND date = ? AND course_id = ? AND teacher_id = ? AND cancelled = 0
            """, in: database
        ).all([source, place.group, place.day.rawValue, place.course, place.teacher]) { row in
            DayLesson(
                id: row[0], day: place.day, number: row[1], course: place.course, group: place.group,
                teacher: place.teacher)
        }
        return DoubleLessons.runs(of: lessons)
    }

    /// Notes which lessons end a run: those alone owe homework. The first entry in any of a run is the one judged.
    func retie(_ place: RunPlace) throws {
        let verdicts = try homeworkVerdicts(at: place)
        for run in try runs(at: place) {
            let verdict = verdicts.first { entry in run.contains { $0.id == entry.lesson } }?.lateness
            for (index, lesson) in run.enumerated() {
                let isLast = index == run.count - 1
                try self.run(Self.tieSQL, [isLast, source, lesson.id, isLast ? verdict : nil])
            }
        }
    }

    /// The first homework of each lesson there, by when it was entered.
    private func homeworkVerdicts(at place: RunPlace) throws -> [(lesson: UUID, lateness: Int64?)] {
        try KeptStatement(
            """
            SELECT lesson_id, homework_verdict FROM lesson INDEXED BY lesson_of_group
            WHERE source = ? AND group_id = ? AND date = ? AND course_id = ? AND teacher_id = ?
                AND homework_at IS NOT NULL
            ORDER BY homework_at
            """, in: database
        ).all([source, place.group, place.day.rawValue, place.course, place.teacher]) { row in
            (lesson: row[0] as UUID, lateness: row[1] as Int64?)
        }
    }

    private static let tieSQL = """
        UPDATE lesson SET ends_run = ?1, homework_lateness = ?4
        WHERE source = ?2 AND lesson_id = ?3 AND (ends_run <> ?1 OR homework_lateness IS NOT ?4)
        """
}
