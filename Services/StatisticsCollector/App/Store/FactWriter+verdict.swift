import EventFeed
import Foundation
import Regulation
import School

/// Where and when a lesson is, for a verdict on an entry of it.
struct LessonPlace {
    let school: UUID
    let cohort: UUID
    let day: Day
    let start: MinuteOfDay?
    let end: MinuteOfDay?
}

extension FactWriter {
    /// The regulation that judges, and the days that work by it.
    private static let regulation = RegulationVersion.current
    private static let working = WorkingCalendar.krasnodar
    /// How many days after a day a deadline can lie: the longest holidays, and the days counted.
    private static let longestRoll = 31

    func place(of lesson: UUID) throws -> LessonPlace {
        let found = try KeptStatement(
            "SELECT school_id, cohort_id, date, start, end FROM lesson WHERE source = ? AND lesson_id = ?", in: database
        ).first([source, lesson]) { row in
            LessonPlace(
                school: row[0], cohort: row[1], day: Day(rawValue: row[2]), start: MinuteOfDay(rawValue: row[3]),
                end: MinuteOfDay(rawValue: row[4]))
        }
        guard let found else { throw untold }
        return found
    }

    func history(of school: UUID) throws -> ZoneHistory {
        let periods = try KeptStatement(
            "SELECT since, zone FROM school_zone WHERE source = ? AND school_id = ?", in: database
        ).all([source, school]) { row in
            ZoneHistory.Period(since: Day(rawValue: row[0]), zone: try zones.zone(named: row[1]))
        }
        guard let history = ZoneHistory(periods) else { throw untold }
        return history
    }

    /// How late this event is as the entry that a rule asks for, microseconds; nil where it does not count yet.
    func lateness(_ rule: Rule, of place: LessonPlace) throws -> Int64? {
        let zones = try history(of: place.school)
        guard
            Self.regulation.counts(
                rule, recordedAt: event.recordedAt, day: place.day, start: place.start, zones: zones)
        else { return nil }
        let calendar = ClassCalendar(working: Self.working, week: .fiveDay)
        let due = try Self.regulation.due(rule, day: place.day, end: place.end, calendar: calendar, zones: zones)
        return Verdict(recordedAt: event.recordedAt, due: due.instant).lateness
    }

    /// How late this event is as a mark; nil where the calendar of the year is not known here.
    /// - Parameters:
    ///   - homeworkDue: the day that homework judged by the work was due.
    ///   - markDay: the day the mark stands for.
    func markLateness(
        of lesson: UUID, homeworkDue: Day?, pupil: UUID, markDay: Day
    ) throws -> Int64? {
        let place = try place(of: lesson)
        let zones = try history(of: place.school)
        let base = MarkBase.day(lesson: place.day, homeworkDue: homeworkDue)
        let absence = try KeptStatement(
            "SELECT corrected_on FROM absence WHERE source = ? AND lesson_id = ? AND pupil_id = ?", in: database
        ).first([source, lesson, pupil]) { ($0[0] as Int32?).map(Day.init(rawValue:)) }
        do {
            let due: Due
            switch absence {
            case nil: due = try markDue(base, place.cohort, zones)
            case .some(nil): due = try markDue(max(base, markDay), place.cohort, zones)
            case .some(.some(let corrected)):
                due = Self.regulation.due(
                    try markDue(base, place.cohort, zones), correctedToPresentOn: corrected, zones: zones)
            }
            return Verdict(recordedAt: event.recordedAt, due: due.instant).lateness
        } catch is UnknownYear {
            return nil
        }
    }

    private func markDue(_ base: Day, _ cohort: UUID, _ zones: ZoneHistory) throws -> Due {
        try Self.regulation.due(
            .mark, day: base, end: nil, calendar: try calendar(of: cohort, from: base), zones: zones)
    }

    /// The calendar of a cohort, for deadlines counted from a day.
    private func calendar(of cohort: UUID, from day: Day) throws -> ClassCalendar {
        let weeks = try KeptStatement(
            """
            SELECT first_day, MAX(has_saturday) FROM cohort_week WHERE source = ? AND cohort_id = ? GROUP BY first_day
            """, in: database
        ).all([source, cohort]) { row in
            ClassCalendar.WeekPeriod(since: Day(rawValue: row[0]), week: row[1] as Bool ? .sixDay : .fiveDay)
        }
        let taught = try KeptStatement(
            """
            SELECT DISTINCT date FROM lesson
            WHERE source = ? AND cohort_id = ? AND cancelled = 0 AND date BETWEEN ? AND ?
            """, in: database
        ).all([source, cohort, day.rawValue, (day + Self.longestRoll).rawValue]) { Day(rawValue: $0[0]) }
        return ClassCalendar(working: Self.working, weeks: weeks, taughtDays: Set(taught))
    }
}
