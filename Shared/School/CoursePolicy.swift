/// Whether homework is set in a course.
///
/// Raw values equal the numbers of the same cases in `journal_directory.proto`.
public enum HomeworkPolicy: Int, CaseIterable, Hashable, Sendable {
    /// Every lesson has homework or an entry that none was set.
    case expected = 1
    /// None is set in this course, by order.
    case none = 2
}

/// What a course asks of the journal of its lessons.
public struct CoursePolicy: Hashable, Sendable {
    public let marks: MarkScale
    public let homework: HomeworkPolicy
    /// Whether the filling of this course's journal enters the school's figures.
    public let countsInFilling: Bool
    /// Внеурочная деятельность: topic and roll only.
    public let isExtracurricular: Bool

    public init(marks: MarkScale, homework: HomeworkPolicy, countsInFilling: Bool, isExtracurricular: Bool) {
        self.marks = marks
        self.homework = homework
        self.countsInFilling = countsInFilling
        self.isExtracurricular = isExtracurricular
    }
}
