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

/// Where and when the marks of a work are given, for verdicts on them.
struct MarkPlace {
    let school: UUID
    /// Of the lesson, where its pupils are of one.
    let classID: UUID?
    let cohort: UUID
    let lesson: UUID
    let day: Day
    /// The day that homework judged by the work was due.
    let homeworkDue: Day?
}

/// Whether a pupil was absent from the lesson that a mark belongs to.
enum Absence: Equatable {
    case none, lasting
    /// The pupil was entered as absent and later as present.
    case corrected(Day)
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
        try memory.history(of: school) {
            let periods = try KeptStatement(
                "SELECT since, zone FROM school_zone WHERE source = ? AND school_id = ?", in: database
            ).all([source, school]) { row in
                ZoneHistory.Period(since: Day(rawValue: row[0]), zone: try zones.zone(named: row[1]))
            }
            guard let history = ZoneHistory(periods) else { throw untold }
            return history
        }
    }

    /// How late what was recorded at an instant is as the entry that a rule asks for, microseconds; nil where it does
    /// not count yet.
    func lateness(_ rule: Rule, at instant: Int64, of place: LessonPlace) throws -> Int64? {
        let zones = try history(of: place.school)
        guard
            Self.regulation.counts(rule, recordedAt: instant, day: place.day, start: place.start, zones: zones)
        else { return nil }
        let calendar = ClassCalendar(working: Self.working, week: .fiveDay)
        let due = try Self.regulation.due(rule, day: place.day, end: place.end, calendar: calendar, zones: zones)
        return Verdict(recordedAt: instant, due: due.instant).lateness
    }

    /// From which instant on an entry counts; nil: however early it comes.
    func countsFrom(_ rule: Rule, of place: LessonPlace) throws -> Int64? {
        Self.regulation.countsFrom(rule, day: place.day, start: place.start, zones: try history(of: place.school))
    }

    /// How late this event is as a mark; nil where the calendar of the year is not known here.
    /// - Parameter markDay: the day the mark stands for.
    func lateness(ofMarkAt place: MarkPlace, absence: Absence, markDay: Day) throws -> Int64? {
        let zones = try history(of: place.school)
        let base = MarkBase.day(lesson: place.day, homeworkDue: place.homeworkDue)
        let counted = absence == .lasting ? max(base, markDay) : base
        guard case .due(var due) = try markDue(counted, place.cohort, zones) else { return nil }
        if case .corrected(let day) = absence {
            due = Self.regulation.due(due, correctedToPresentOn: day, zones: zones)
        }
        return Verdict(recordedAt: event.recordedAt, due: due.instant).lateness
    }

    private func markDue(_ base: Day, _ cohort: UUID, _ zones: ZoneHistory) throws -> VerdictMemory.MarkDue {
        try memory.markDue(VerdictMemory.MarkBasis(cohort: cohort, base: base)) {
            let calendar = try calendar(of: cohort, from: base)
            do {
                return .due(
                    try Self.regulation.due(.mark, day: base, end: nil, calendar: calendar, zones: zones))
            } catch is UnknownYear {
                return .unknown
            }
        }
    }

    /// The calendar of a cohort, for deadlines counted from a day.
    private func calendar(of cohort: UUID, from day: Day) throws -> ClassCalendar {
        let weeks = try KeptStatement(
            """
            SELECT first_day, last_day, has_saturday FROM cohort_week WHERE source = ? AND cohort_id = ?
            """, in: database
        ).all([source, cohort]) { row in
            ClassCalendar.WeekPeriod(
                days: Day(rawValue: row[0])...Day(rawValue: row[1]), week: row[2] as Bool ? .sixDay : .fiveDay)
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
