import EventFeed
import Foundation
import GRDB
import School

/// Counts what the page of the city shows.
struct CityReader: Sendable {
    private let figures = FiguresReader()
    private let alerts = AlertReader()
    private let families = FamilyReader()

    func schools(from standings: [FeedStanding], in database: Database) throws -> [CityFigures.School] {
        try standings.flatMap { standing in
            try KeptStatement("SELECT school_id, name FROM school WHERE source = ?", in: database)
                .all([standing.source]) { CityFigures.School(id: $0[0], name: $0[1]) }
        }.sorted { ($0.name, $0.id.uuidString) < ($1.name, $1.id.uuidString) }
    }

    /// The zone that most schools follow now.
    func zone(from standings: [FeedStanding], in database: Database) throws -> String? {
        var counts: [String: Int] = [:]
        for standing in standings {
            let zones = try KeptStatement(
                """
                SELECT zone FROM school_zone AS latest WHERE source = ?1 AND since = (
                    SELECT MAX(since) FROM school_zone WHERE source = ?1 AND school_id = latest.school_id)
                """, in: database
            ).all([standing.source]) { $0[0] as String }
            for zone in zones { counts[zone, default: 0] += 1 }
        }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// The last day before or on which there was a lesson; nil: there was none.
    func lastDay(upTo day: Day, from standings: [FeedStanding], in database: Database) throws -> Day? {
        try standings.compactMap { standing -> Day? in
            try KeptStatement(Self.lastDaySQL, in: database).first([standing.source, day.rawValue]) { row in
                (row[0] as Int32?).map(Day.init(rawValue:))
            } ?? nil
        }.max()
    }

    func rows(
        of school: UUID, _ days: ClosedRange<Day>, _ standings: [FeedStanding], in database: Database
    ) throws -> [SchoolDayFigures] {
        guard let request = FiguresRequest(school: school, classID: nil, days: days) else { return [] }
        var byDay: [Day: SchoolDayFigures] = [:]
        func at(_ day: Day) -> SchoolDayFigures { byDay[day] ?? SchoolDayFigures(school: school, day: day) }
        for row in try figures.rows(request, from: standings.filter { $0.kind == .journal }, in: database) {
            var sum = at(row.day)
            sum.figures += row.figures
            byDay[row.day] = sum
        }
        for row in try alerts.rows(request, from: standings.filter { $0.kind == .alerts }, in: database) {
            var sum = at(row.day)
            sum.openAlerts += row.figures.open
            byDay[row.day] = sum
        }
        for row in try families.visits(request, from: standings.filter { $0.kind == .diary }, in: database) {
            var sum = at(row.day)
            sum.pupilsReached += row.pupilsReached
            byDay[row.day] = sum
        }
        return byDay.values.sorted { $0.day < $1.day }
    }

    /// School by school: lessons are kept in the order of a school's days, not of the city's.
    private static let lastDaySQL = """
        SELECT MAX((SELECT MAX(date) FROM lesson
            WHERE lesson.source = ?1 AND lesson.school_id = school.school_id AND date <= ?2))
        FROM school WHERE source = ?1
        """
}

extension FeedStanding {
    var kind: FeedKind? { FeedKind(feed: feed) }
}

extension DayFigures {
    static func += (left: inout DayFigures, right: DayFigures) {
        left.lessonsScheduled += right.lessonsScheduled
        left.lessonsCancelled += right.lessonsCancelled
        left.lessonsHeld += right.lessonsHeld
        left.extracurricularHeld += right.extracurricularHeld
        left.topics += right.topics
        left.homework += right.homework
        left.homeworkNone += right.homeworkNone
        left.rolls += right.rolls
        left.marks += right.marks
        left.topicDuty += right.topicDuty
        left.homeworkDuty += right.homeworkDuty
        left.rollDuty += right.rollDuty
        left.marksOnTime += right.marksOnTime
        left.marksLate += right.marksLate
    }
}
