import Foundation
import School

/// The figures of one class on one day, made from one feed.
public struct FiguresRow: Hashable, Sendable {
    public let feed: String
    public let school: UUID
    /// Nil for groups in which pupils of several classes meet.
    public let classID: UUID?
    public let day: Day
    public var figures: DayFigures

    public init(feed: String, school: UUID, classID: UUID?, day: Day, figures: DayFigures) {
        self.feed = feed
        self.school = school
        self.classID = classID
        self.day = day
        self.figures = figures
    }
}
