import EventFeed
import Foundation
import Regulation
import School

extension Turn {
    struct Group {
        let school: UUID
        let classID: UUID?
        let isWholeClass: Bool
    }

    func group(_ id: UUID) throws -> Group? {
        try statement("SELECT school_id, class_id, whole_class FROM study_group WHERE source = ? AND group_id = ?")
            .first([source, id]) { Group(school: $0[0], classID: $0[1], isWholeClass: $0[2]) }
    }

    /// The class of a group, or the group itself where it has none; nil for an unknown group.
    func cohort(of group: UUID) throws -> UUID? { try self.group(group).map { $0.classID ?? group } }

    /// What the duties of a lesson rest on.
    /// - Throws: ``MissingGround`` where the feed has not told of it.
    func ground(of lesson: JournalLesson) throws -> DutyGround {
        let policy = try statement(
            "SELECT marks, homework, counts_in_filling, extracurricular FROM course WHERE source = ? AND course_id = ?"
        ).first([source, lesson.course]) { row in
            CoursePolicy(
                marks: MarkScale(rawValue: row[0]) ?? .none, homework: HomeworkPolicy(rawValue: row[1]) ?? .none,
                countsInFilling: row[2], isExtracurricular: row[3])
        }
        guard let policy else { throw MissingGround(what: "course") }
        let parallel = try lesson.classID.flatMap { classID in
            try statement("SELECT parallel FROM class WHERE source = ? AND class_id = ?")
                .first([source, classID]) { $0[0] as Int }
        }
        return DutyGround(policy: policy, parallel: parallel, zones: try zones(of: lesson.school))
    }

    func zones(of school: UUID) throws -> ZoneHistory {
        let periods = try statement("SELECT since, zone FROM school_zone WHERE source = ? AND school_id = ?")
            .all([source, school]) { row in
                ZoneHistory.Period(since: Day(rawValue: row[0]), zone: try rules.zones.zone(named: row[1]))
            }
        guard let history = ZoneHistory(periods) else { throw MissingGround(what: "school") }
        return history
    }

    /// The calendar of a class, or of a group of several, for deadlines that lie within these days.
    func calendar(of cohort: UUID, days: ClosedRange<Day>) throws -> ClassCalendar {
        let weeks = try statement(
            """
            SELECT first_day, last_day, has_saturday FROM cohort_week WHERE source = ? AND cohort_id = ?
            """
        ).all([source, cohort]) { row in
            ClassCalendar.WeekPeriod(
                days: Day(rawValue: row[0])...Day(rawValue: row[1]), week: row[2] as Bool ? .sixDay : .fiveDay)
        }
        let taught = try statement(
            """
            SELECT DISTINCT date FROM lesson
            WHERE source = ? AND cohort_id = ? AND cancelled = 0 AND date BETWEEN ? AND ?
            """
        ).all([source, cohort, days.lowerBound.rawValue, days.upperBound.rawValue]) { Day(rawValue: $0[0]) }
        return ClassCalendar(working: rules.calendar, weeks: weeks, taughtDays: Set(taught))
    }

    /// How many days after a work's a day can still move its deadline: the longest holidays, and the days counted.
    static let longestRoll = 31
}

/// An event is about a thing whose school or course the feed has not told of.
struct MissingGround: Error {
    let what: String
}
