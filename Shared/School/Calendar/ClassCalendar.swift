/// Which days work for one class: the working calendar, the class's week, and the days on which it is taught by order.
public struct ClassCalendar: Sendable {
    /// The week by which a timetable teaches the class, on the days it is in force.
    public struct WeekPeriod: Hashable, Sendable {
        public let days: ClosedRange<Day>
        public let week: SchoolWeek

        public init(days: ClosedRange<Day>, week: SchoolWeek) {
            self.days = days
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
    private let weeks: [WeekPeriod]
    private let taughtDays: Set<Day>

    /// - Parameters:
    ///   - weeks: in any order; before the first of them, and without any, the week has five days. Between two, in
    ///     the vacations, the week of the one that ended last holds on.
    ///   - taughtDays: days on which the class has lessons that take place.
    public init(working: WorkingCalendar, weeks: [WeekPeriod], taughtDays: Set<Day> = []) {
        self.working = working
        self.weeks = weeks
        self.taughtDays = taughtDays
    }

    public init(working: WorkingCalendar, week: SchoolWeek, taughtDays: Set<Day> = []) {
        self.init(
            working: working, weeks: [WeekPeriod(days: Day.plausible, week: week)], taughtDays: taughtDays)
    }

    /// By the timetables in force: where several teach the class, one of them on Saturdays is enough.
    public func week(on day: Day) -> SchoolWeek {
        var counting = weeks.filter { $0.days.contains(day) }
        if counting.isEmpty {
            let past = weeks.filter { $0.days.upperBound < day }
            let end = past.map(\.days.upperBound).max()
            counting = past.filter { $0.days.upperBound == end }
        }
        return counting.contains { $0.week == .sixDay } ? .sixDay : .fiveDay
    }

    /// - Throws: ``UnknownYear`` where only the working calendar could say it, and its year was not loaded.
    public func standing(of day: Day) throws(UnknownYear) -> Standing {
        if taughtDays.contains(day) { return .taughtByOrder }
        guard let reason = try working.reasonOff(day, week: week(on: day)) else { return .working }
        return .off(reason)
    }
}
