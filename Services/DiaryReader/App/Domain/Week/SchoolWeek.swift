import School

/// A week from Monday to Sunday.
public struct SchoolWeek: Hashable, Sendable {
    public static let length = 7

    public let monday: Day

    /// The week of a day.
    public init(of day: Day) { monday = day - (day.weekday - 1) }

    public var sunday: Day { monday + (Self.length - 1) }
    public var days: ClosedRange<Day> { monday...sunday }
    public var previous: SchoolWeek { SchoolWeek(of: monday - 1) }
    public var next: SchoolWeek { SchoolWeek(of: sunday + 1) }
    /// Whether a page may show it: input names no day beyond these.
    public var isPlausible: Bool { Day.plausible.contains(monday) && Day.plausible.contains(sunday) }
}
