import School

/// When something is due, and why then.
public struct Due: Hashable, Sendable {
    /// Microseconds UTC. What is recorded at this very instant is on time.
    public let instant: Int64
    /// The day it falls on: «до конца …», or the day of the hour after the lesson.
    public let day: Day
    public let reason: DueReason
    /// The version of the regulation that it was counted by.
    public let version: Int

    public init(instant: Int64, day: Day, reason: DueReason, version: Int) {
        self.instant = instant
        self.day = day
        self.reason = reason
        self.version = version
    }
}

/// How a due instant came about.
public enum DueReason: Hashable, Sendable {
    /// 24:00 of this day, the lesson's.
    case endOfDay(Day)
    /// So many minutes after the lesson's end on this day.
    case afterLesson(day: Day, end: MinuteOfDay, minutes: Int)
    /// It would be counted from the lesson's end, but no bells are known: 24:00 of the lesson's day.
    case noBells(Day)
    /// So many days after `base`, moved on over these days, ascending.
    case daysAfter(base: Day, days: Int, rolledOver: [RolledDay])
    /// A pupil was taken for absent until this day, on which a mark came to be owed: 24:00 of it.
    case correctedToPresent(on: Day)
}

/// A day over which a deadline moved on.
public struct RolledDay: Hashable, Sendable {
    public let day: Day
    public let reason: NonWorkingReason

    public init(_ day: Day, _ reason: NonWorkingReason) {
        self.day = day
        self.reason = reason
    }
}
