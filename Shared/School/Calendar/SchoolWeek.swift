/// How many days a week a class is taught: a layer of its calendar.
public enum SchoolWeek: Int, CaseIterable, Hashable, Sendable {
    /// Monday to Friday.
    case fiveDay = 5
    /// Monday to Saturday.
    case sixDay = 6

    /// The week of a class whose approved timetable has lessons on these weekdays, 1 Monday to 7 Sunday (ISO 8601).
    public init(taughtOn weekdays: some Sequence<Int>) {
        self = weekdays.contains(6) ? .sixDay : .fiveDay
    }
}
