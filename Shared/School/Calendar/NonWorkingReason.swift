/// Why a day is no working day.
public enum NonWorkingReason: Hashable, Sendable {
    /// Нерабочий праздничный день (article 112 of the Labour Code).
    case publicHoliday
    /// A day off moved here from another, by decree or because a holiday fell on it («перенесено с …»).
    case movedDayOff(from: Day)
    /// The region's own day off, by its law.
    case regionalDayOff
    case sunday
    /// Of a five-day week.
    case saturday
}
