/// What was done in the lessons of one class on one day. A lesson counts on its own date, a mark on the day it stands
/// for.
public struct DayFigures: Hashable, Sendable {
    /// Lessons of the timetable or entered by themselves, the cancelled ones included.
    public var lessonsScheduled = 0
    public var lessonsCancelled = 0
    /// Not cancelled, and their end lies within what the feed's owner has promised complete.
    public var lessonsHeld = 0
    public var topics = 0
    /// Entries of homework, those that say that none was set included.
    public var homework = 0
    /// Entries that none was set.
    public var homeworkNone = 0
    public var rolls = 0
    /// Marks that stand, «точка» included.
    public var marks = 0

    public init() {}
}
