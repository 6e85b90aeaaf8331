import School

/// The days for which homework may be set. A day outside was mistyped: families would look for the homework in another
/// year, and the deadline of the marks for it, which counts from that day, would be over before the lesson or never come.
enum HomeworkDue {
    /// The most days after the lesson. What is set for the summer in the last week of May is due in the first lessons of
    /// September: the holidays have 14 weeks, and those whose exams end their teaching earlier have some more.
    static let longest = 120

    /// From the day of the lesson on which it is set.
    static func window(after lesson: Day) -> ClosedRange<Day> { lesson...lesson + longest }

    /// - Throws: `invalid`, naming the lesson's day.
    static func check(_ due: Day, after lesson: Day) throws(Rejection) {
        guard due >= lesson else {
            throw Rejection(.invalid, field: "due", "due on \(due), before the lesson of \(lesson)")
        }
        guard window(after: lesson).contains(due) else {
            throw Rejection(
                .invalid, field: "due", "due on \(due), more than \(longest) days after the lesson of \(lesson)")
        }
    }
}
