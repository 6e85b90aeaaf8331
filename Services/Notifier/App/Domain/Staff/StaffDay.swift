import School

/// Whether members of staff of a school may be written to on a day.
public enum StaffDay {
    /// A working day of the five-day week, or one on which the school teaches.
    /// - Throws: `UnknownYear` where only the working calendar could say it, and its year is not known here.
    public static func isWorking(
        _ day: Day, isTaught: Bool, calendar: WorkingCalendar
    ) throws(UnknownYear) -> Bool {
        if isTaught { return true }
        return try calendar.reasonOff(day, week: .fiveDay) == nil
    }
}
