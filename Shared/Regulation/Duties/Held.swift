import School

/// Whether and when a lesson of the timetable took place.
public enum Held {
    /// The instant (microseconds UTC) at which a lesson that was not cancelled has been held: its end by that day's
    /// bells, without bells 24:00 of its day.
    public static func instant(day: Day, end: MinuteOfDay?, zones: ZoneHistory) -> Int64 {
        end.map { zones.zone(on: day).microseconds(of: day, $0) } ?? zones.end(of: day)
    }
}
