import Foundation
import GRDB
import School

/// Counts figures from the rows of the sources that are live.
struct FiguresReader: Sendable {
    private let zones = ZoneShelf()

    /// All figures that are asked for, in the order of feed, day and class.
    /// - Throws: `DatabaseError`; `SchoolZone.Unknown` if the machine no longer knows a zone that it once knew.
    func rows(
        _ request: FiguresRequest, from standings: [FeedStanding], in database: Database
    ) throws -> [FiguresRow] {
        try standings.flatMap { standing in
            try figures(request, standing, database).sorted { $0.key < $1.key }.map { key, figures in
                FiguresRow(
                    feed: standing.feed, school: request.school, classID: key.classID, day: key.day, figures: figures)
            }
        }
    }

    private func figures(
        _ request: FiguresRequest, _ standing: FeedStanding, _ database: Database
    ) throws -> [ClassDay: DayFigures] {
        guard let source = standing.source else { return [:] }
        var figures: [ClassDay: DayFigures] = [:]
        for span in try spans(request, standing, database) {
            try countLessons(request, source, span, database, into: &figures)
        }
        try countMarks(request, source, database, into: &figures)
        return figures
    }

    private func countLessons(
        _ request: FiguresRequest, _ source: Int64, _ span: HeldSpan, _ database: Database,
        into figures: inout [ClassDay: DayFigures]
    ) throws {
        let rows = try Row.fetchCursor(
            try database.cachedStatement(sql: Self.lessonsSQL),
            arguments: [
                "source": source, "school": request.school, "class": request.classID,
                "from": span.days.lowerBound.rawValue, "to": span.days.upperBound.rawValue,
                "day": span.until?.day.rawValue, "minute": span.until?.minute.rawValue,
            ])
        while let row = try rows.next() {
            figures[ClassDay(row: row), default: DayFigures()].setLessons(from: row)
        }
    }

    private func countMarks(
        _ request: FiguresRequest, _ source: Int64, _ database: Database, into figures: inout [ClassDay: DayFigures]
    ) throws {
        let rows = try Row.fetchCursor(
            try database.cachedStatement(sql: Self.marksSQL),
            arguments: [
                "source": source, "school": request.school, "class": request.classID,
                "from": request.days.lowerBound.rawValue, "to": request.days.upperBound.rawValue,
            ])
        while let row = try rows.next() {
            figures[ClassDay(row: row), default: DayFigures()].setMarks(from: row)
        }
    }

    /// The days asked for, parted where the school's clock came to follow another zone.
    private func spans(
        _ request: FiguresRequest, _ standing: FeedStanding, _ database: Database
    ) throws -> [HeldSpan] {
        let changes = try Row.fetchAll(
            try database.cachedStatement(sql: Self.zonesSQL), arguments: [standing.source, request.school]
        ).map { row in (since: Day(rawValue: row[0]), zone: row[1] as String) }
        return try changes.enumerated().compactMap { index, change in
            let next = index + 1 < changes.count ? changes[index + 1].since : nil
            let first = max(change.since, request.days.lowerBound)
            let last = min(next.map { $0 - 1 } ?? request.days.upperBound, request.days.upperBound)
            guard first <= last else { return nil }
            let zone = try zones.zone(named: change.zone)
            return HeldSpan(days: first...last, until: standing.completeUntil.map(zone.local(atMicroseconds:)))
        }
    }
}

/// Days in one zone, and what its clocks show at the instant up to which the feed is complete; nil: nothing is.
private struct HeldSpan {
    let days: ClosedRange<Day>
    let until: SchoolZone.Local?
}

/// One class on one day.
private struct ClassDay: Hashable, Comparable {
    let classID: UUID?
    let day: Day

    init(row: Row) {
        classID = row[0]
        day = Day(rawValue: row[1])
    }

    static func < (left: ClassDay, right: ClassDay) -> Bool {
        (left.day, left.classID?.uuidString ?? "") < (right.day, right.classID?.uuidString ?? "")
    }
}

extension DayFigures {
    fileprivate mutating func setLessons(from row: Row) {
        lessonsScheduled = row[2]
        lessonsCancelled = row[3]
        lessonsHeld = row[4]
        extracurricularHeld = row[5]
        topics = row[6]
        homework = row[7]
        homeworkNone = row[8]
        rolls = row[9]
        topicDuty = DutyFigures(onTime: row[10], late: row[11], missing: row[12])
        homeworkDuty = DutyFigures(onTime: row[13], late: row[14], missing: row[15])
        rollDuty = DutyFigures(onTime: row[16], late: row[17], missing: row[18])
    }

    fileprivate mutating func setMarks(from row: Row) {
        marks = row[2]
        marksOnTime = row[3]
        marksLate = row[4]
    }
}

extension FiguresReader {
    /// A lesson is held once its end, by the clock of its school, is not later than the instant up to which the feed
    /// is complete. Days and minutes are compared, as that clock shows them: one conversion for all lessons. A duty is
    /// missing once its due instant has passed so: topic and roll with the day, homework an hour after the last end.
    private static let lessonsSQL = """
        SELECT class_id, date, COUNT(*), SUM(cancelled),
            SUM(has_ended AND NOT apart), SUM(has_ended AND apart),
            SUM(topic), SUM(homework), SUM(homework_none), SUM(roll),
            SUM(COALESCE(counted AND topic_lateness = 0, 0)), SUM(COALESCE(counted AND topic_lateness > 0, 0)),
            SUM(COALESCE(counted AND topic_lateness IS NULL AND date < :day, 0)),
            SUM(COALESCE(owes AND homework_lateness = 0, 0)), SUM(COALESCE(owes AND homework_lateness > 0, 0)),
            SUM(COALESCE(owes AND homework_lateness IS NULL
                AND date * 1440 + end + 60 <= :day * 1440 + :minute, 0)),
            SUM(COALESCE(counted AND roll_lateness = 0, 0)), SUM(COALESCE(counted AND roll_lateness > 0, 0)),
            SUM(COALESCE(counted AND roll_lateness IS NULL AND date < :day, 0))
        FROM (
            SELECT lesson.*, COALESCE(extracurricular, 0) AS apart,
                cancelled = 0 AND COALESCE(date < :day OR (date = :day AND end <= :minute), 0) AS has_ended,
                cancelled = 0 AND counts_in_filling AS counted,
                cancelled = 0 AND counts_in_filling AND ends_run AND course.homework = 1 AND extracurricular = 0 AS owes
            FROM lesson LEFT JOIN course USING (source, course_id)
            WHERE source = :source AND school_id = :school AND date BETWEEN :from AND :to
                AND (:class IS NULL OR class_id = :class)
        )
        GROUP BY class_id, date
        """

    private static let marksSQL = """
        SELECT class_id, date, COUNT(*), SUM(COALESCE(lateness = 0, 0)), SUM(COALESCE(lateness > 0, 0)) FROM mark
        WHERE live = 1 AND source = :source AND school_id = :school AND date BETWEEN :from AND :to
            AND (:class IS NULL OR class_id = :class)
        GROUP BY class_id, date
        """

    private static let zonesSQL =
        "SELECT since, zone FROM school_zone WHERE source = ? AND school_id = ? ORDER BY since"
}
