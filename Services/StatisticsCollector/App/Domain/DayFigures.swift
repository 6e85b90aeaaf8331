/// What was done in the lessons of one class on one day. A lesson counts on its own date, a mark on the day it stands
/// for.
public struct DayFigures: Hashable, Sendable {
    /// Lessons of the timetable or entered by themselves, the cancelled ones included.
    public var lessonsScheduled = 0
    public var lessonsCancelled = 0
    /// Not cancelled, and their end lies within what the feed's owner has promised complete; those of extracurricular
    /// courses are counted apart (rules, section 4: the H of filling).
    public var lessonsHeld = 0
    /// Held lessons of extracurricular (внеурочная) courses.
    public var extracurricularHeld = 0
    public var topics = 0
    /// Entries of homework, those that say that none was set included.
    public var homework = 0
    /// Entries that none was set.
    public var homeworkNone = 0
    public var rolls = 0
    /// Marks that stand, «точка» included.
    public var marks = 0

    /// How the duties of clause 3.5 were done in lessons that take place and count in filling.
    public var topicDuty = DutyFigures()
    /// One duty for a double lesson; none where the course has no homework.
    public var homeworkDuty = DutyFigures()
    public var rollDuty = DutyFigures()
    /// Of the marks that stand, each by itself. Whether one is missing is the deadline monitor's to say.
    public var marksOnTime = 0
    public var marksLate = 0

    public init() {}
}

/// Duties of one rule, by how they were done up to the instant up to which the feed is complete.
public struct DutyFigures: Hashable, Sendable {
    public var onTime = 0
    public var late = 0
    /// Due, and nothing entered.
    public var missing = 0

    public init(onTime: Int = 0, late: Int = 0, missing: Int = 0) {
        self.onTime = onTime
        self.late = late
        self.missing = missing
    }

    /// All that were done or are due.
    public var all: Int { onTime + late + missing }

    /// Counts are added up, never percentages.
    public static func += (left: inout DutyFigures, right: DutyFigures) {
        left.onTime += right.onTime
        left.late += right.late
        left.missing += right.missing
    }
}
