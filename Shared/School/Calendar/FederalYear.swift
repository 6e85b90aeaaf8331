/// One year of the federal working calendar: public holidays, and what the year's decree moves.
public struct FederalYear: Hashable, Sendable {
    /// A day off that was moved.
    public struct Move: Hashable, Sendable {
        /// The day that is off now.
        public let day: Day
        /// The day it was moved from; may lie in an earlier part of the same year, or be a holiday itself.
        public let from: Day

        public init(day: Day, from: Day) {
            self.day = day
            self.from = from
        }
    }

    public let year: Int
    /// The decree on this year's moved days off, or where it was read.
    public let source: String
    public let holidays: Set<Day>
    /// From the day that is off to the day it was moved from.
    public let moved: [Day: Day]
    /// Saturdays that work by decree: days that a day off was moved away from and that are no holiday.
    public let workingSaturdays: Set<Day>

    /// - Parameters:
    ///   - moves: of the decree and of article 112, part 2 (a holiday on a Saturday or Sunday).
    public init(year: Int, source: String, moves: [Move]) {
        self.year = year
        self.source = source
        let holidays = Self.holidays(of: year)
        self.holidays = holidays
        moved = Dictionary(moves.map { ($0.day, $0.from) }) { first, _ in first }
        workingSaturdays = Set(moves.map(\.from).filter { $0.weekday == 6 && !holidays.contains($0) })
    }

    /// Month and day of each public holiday: article 112, part 1, of the Labour Code.
    static let article112: [(month: Int, day: Int)] =
        (1...8).map { (1, $0) } + [(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)]

    private static func holidays(of year: Int) -> Set<Day> {
        Set(article112.compactMap { Day(year: year, month: $0.month, day: $0.day) })
    }
}
