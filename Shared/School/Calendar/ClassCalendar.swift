/// Which days work for one class: the working calendar, the class's week, and the days on which it is taught by order.
public struct ClassCalendar: Sendable {
    /// A week that holds from a day on.
    public struct WeekPeriod: Hashable, Sendable {
        public let since: Day
        public let week: SchoolWeek

        public init(since: Day, week: SchoolWeek) {
            self.since = since
            self.week = week
        }
    }

    /// How a day stands.
    public enum Standing: Hashable, Sendable {
        case working
        /// The class has lessons on it, whatever the calendar says.
        case taughtByOrder
        case off(NonWorkingReason)

        public var isWorking: Bool {
            if case .off = self { false } else { true }
        }
    }

    public let working: WorkingCalendar
    /// Ascending by day.
    private let weeks: [WeekPeriod]
    private let taughtDays: Set<Day>

    /// - Parameters:
    ///   - weeks: in any order; before the first of them, and without any, the week has five days.
    ///   - taughtDays: days on which the class has lessons that take place.
    public init(working: WorkingCalendar, weeks: [WeekPeriod], taughtDays: Set<Day> = []) {
        self.working = working
        self.weeks = weeks.sorted { $0.since < $1.since }
        self.taughtDays = taughtDays
    }

    public init(working: WorkingCalendar, week: SchoolWeek, taughtDays: Set<Day> = []) {
        self.init(
            working: working, weeks: [WeekPeriod(since: Day.plausible.lowerBound, week: week)], taughtDays: taughtDays)
    }

    public func week(on day: Day) -> SchoolWeek { weeks.last { $0.since <= day }?.week ?? .fiveDay }

    /// - Throws: ``UnknownYear`` where only the working calendar could say it, and its year was not loaded.
    public func standing(of day: Day) throws(UnknownYear) -> Standing {
        if taughtDays.contains(day) { return .taughtByOrder }
        guard let reason = try working.reasonOff(day, week: week(on: day)) else { return .working }
        return .off(reason)
    }
}
