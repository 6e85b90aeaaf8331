/// A school's year by its order: terms, and the vacations between and beside them.
public struct SchoolYearPlan: Hashable, Sendable {
    /// A named stretch of days.
    public struct Period: Hashable, Sendable {
        public let name: String
        public let days: ClosedRange<Day>

        public init(name: String, days: ClosedRange<Day>) {
            self.name = name
            self.days = days
        }
    }

    /// Where a day lies.
    public enum Place: Hashable, Sendable {
        case term(Period)
        case vacation
        /// Before the first term or after the last.
        case outside
    }

    /// Ascending.
    public let terms: [Period]
    /// Vacations inside a term, such as the additional week of grade 1.
    public let additionalVacations: [Period]

    /// - Throws: `missing` without a term, `invalid` where two terms share a day.
    public init(terms: [Period], additionalVacations: [Period] = []) throws(Rejection) {
        guard !terms.isEmpty else { throw Rejection(.missing, field: "terms", "the school year has no term") }
        let ascending = terms.sorted { $0.days.lowerBound < $1.days.lowerBound }
        for (earlier, later) in zip(ascending, ascending.dropFirst())
        where earlier.days.upperBound >= later.days.lowerBound {
            throw Rejection(
                .invalid, field: "terms",
                "\(later.name) begins on \(later.days.lowerBound), before \(earlier.name) has ended")
        }
        self.terms = ascending
        self.additionalVacations = additionalVacations
    }

    public func place(of day: Day) -> Place {
        if additionalVacations.contains(where: { $0.days.contains(day) }) { return .vacation }
        if let term = terms.first(where: { $0.days.contains(day) }) { return .term(term) }
        guard let first = terms.first, let last = terms.last else { return .outside }
        return first.days.lowerBound < day && day < last.days.upperBound ? .vacation : .outside
    }
}
