import Foundation
import School

/// Which figures are asked for.
public struct FiguresRequest: Hashable, Sendable {
    /// The most days one answer covers: a leap year.
    public static let maximumDays = 366

    public let school: UUID
    /// Nil for all classes and for groups of several.
    public let classID: UUID?
    public let days: ClosedRange<Day>

    /// Nil for more than ``maximumDays``.
    public init?(school: UUID, classID: UUID?, days: ClosedRange<Day>) {
        guard days.upperBound - days.lowerBound < Self.maximumDays else { return nil }
        self.school = school
        self.classID = classID
        self.days = days
    }
}
