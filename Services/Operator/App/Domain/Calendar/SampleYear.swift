import School

/// The school year the sample city lives in: 2026/27, as the Krasnodar region has it.
enum SampleYear {
    /// The year in which it ends.
    static let name = 2027
    static let zone = "Europe/Moscow"

    struct Term: Sendable {
        let first: Day
        let last: Day
    }

    static let terms: [Term] = [
        Term(first: day(2026, 9, 1), last: day(2026, 10, 24)), Term(first: day(2026, 11, 2), last: day(2026, 12, 29)),
        Term(first: day(2027, 1, 11), last: day(2027, 3, 26)), Term(first: day(2027, 4, 5), last: day(2027, 5, 26)),
    ]

    /// Days within the terms on which nobody is taught: public holidays, the days moved to stand beside them
    /// (decree on 2027), and the region's Радоница.
    static let daysOff: [Day] = [
        day(2026, 11, 4), day(2027, 2, 22), day(2027, 2, 23), day(2027, 3, 8), day(2027, 5, 1), day(2027, 5, 3),
        day(2027, 5, 10), day(2027, 5, 11),
    ]

    /// When the schools, people and the first timetable are entered: before the year begins.
    static let preparation = Day(clamped: 2026, 8, 17)
    /// How many days before a term its timetable is approved (the regulation asks for ten).
    static let timetableLead = 12

    /// Monday to Friday, not off: the days on which every school teaches.
    static let schoolDays: [Day] = terms.flatMap { term in
        (term.first...term.last).filter { $0.weekday <= 5 && !daysOff.contains($0) }
    }

    static func term(of day: Day) -> Term? { terms.first { ($0.first...$0.last).contains(day) } }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Day { Day(clamped: year, month, day) }
}

extension Day {
    /// A day the calendar has; written down here, and tested.
    fileprivate init(clamped year: Int, _ month: Int, _ day: Int) {
        self = Day(year: year, month: month, day: day) ?? Day(rawValue: 0)
    }
}
