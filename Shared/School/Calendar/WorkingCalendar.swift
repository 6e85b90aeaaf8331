/// Which days work in a region: the federal calendar and the region's own days off.
///
/// Vacations, quarantine and distance learning are no part of it: they change who is taught, not whether a day works.
public struct WorkingCalendar: Sendable {
    private let years: [Int: FederalYear]
    public let region: RegionalDaysOff

    public init(years: [FederalYear], region: RegionalDaysOff) {
        self.years = Dictionary(years.map { ($0.year, $0) }) { first, _ in first }
        self.region = region
    }

    /// Of the city of Krasnodar: every year whose decree is known.
    public static let krasnodar = WorkingCalendar(years: FederalYear.decreed, region: .krasnodarKrai)

    /// Why a day does not work; nil for a working day.
    ///
    /// A moved day off does not work in a five-day week; in a six-day week only if it was moved from a Sunday, because
    /// a Saturday was a working day there in the first place.
    /// - Throws: ``UnknownYear`` where the year's calendar was not loaded: it is never guessed.
    public func reasonOff(_ day: Day, week: SchoolWeek) throws(UnknownYear) -> NonWorkingReason? {
        let year = try federalYear(of: day)
        if year.holidays.contains(day) { return .publicHoliday }
        if region.days.contains(day) { return .regionalDayOff }
        if let from = year.moved[day], week == .fiveDay || from.weekday == 7 { return .movedDayOff(from: from) }
        switch day.weekday {
        case 7: return .sunday
        case 6: return week == .sixDay || year.workingSaturdays.contains(day) ? nil : .saturday
        default: return nil
        }
    }

    private func federalYear(of day: Day) throws(UnknownYear) -> FederalYear {
        let number = day.calendar.year
        guard let year = years[number], region.years.contains(number) else { throw UnknownYear(year: number) }
        return year
    }
}

/// No working calendar of this year was loaded. Another try changes nothing until the program knows the decree.
public struct UnknownYear: Error, Hashable, Sendable, CustomStringConvertible {
    public let year: Int

    public init(year: Int) { self.year = year }

    public var description: String { "no working calendar of the year \(year) is loaded" }
}
