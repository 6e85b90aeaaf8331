import Foundation
import School

/// The figures of one school on one day, all its classes together.
public struct SchoolDayFigures: Hashable, Sendable {
    public let school: UUID
    public let day: Day
    public var figures = DayFigures()
    /// Duties overdue at this moment.
    public var openAlerts = 0
    /// Pupils at least one of whose guardians looked at the diary.
    public var pupilsReached = 0
}

/// What the page of the city shows.
public struct CityFigures: Hashable, Sendable {
    /// The most days it covers.
    public static let maximumDays = 31

    public struct School: Hashable, Sendable {
        public let id: UUID
        public let name: String
    }

    /// In the order of their names.
    public let schools: [School]
    public let rows: [SchoolDayFigures]
    /// Over all its days, in the order of the schools; none where no diary is followed.
    public let families: [SchoolFamilies]
    public let feeds: [FeedStanding]
    /// The zone of most schools; the page's dates follow it. Nil while there is no school.
    public let zone: String?
}

/// The city's figures, and the last day they show; nil while there was no lesson.
public struct CityView: Hashable, Sendable {
    public let figures: CityFigures
    public let day: Day?
}

/// A line of the page: figures of several days or schools, added up.
struct FiguresSum: Hashable, Sendable {
    var held = 0
    var topics = DutyFigures()
    var homework = DutyFigures()
    var rolls = DutyFigures()
    var marksOnTime = 0
    var marks = 0
    var openAlerts = 0
    var pupilsReached = 0

    init(_ rows: some Sequence<SchoolDayFigures>) {
        for row in rows {
            held += row.figures.lessonsHeld
            topics += row.figures.topicDuty
            homework += row.figures.homeworkDuty
            rolls += row.figures.rollDuty
            marksOnTime += row.figures.marksOnTime
            marks += row.figures.marksOnTime + row.figures.marksLate
            openAlerts += row.openAlerts
            pupilsReached += row.pupilsReached
        }
    }

    /// Topic, homework and roll together.
    var entries: DutyFigures {
        var sum = topics
        sum += homework
        sum += rolls
        return sum
    }
}

/// A share as it is shown: counts are added first, and divided last.
struct Share: Hashable, Sendable {
    let part: Int
    let whole: Int

    /// In tenths of a percent, rounded half up; nil of nothing.
    var perMille: Int? { whole > 0 ? (part * 2_000 + whole) / (2 * whole) : nil }
}
