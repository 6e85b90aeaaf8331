/// The rules of clause 3.5 that every lesson falls under.
///
/// Raw values equal the numbers of the same cases in `alerts.proto`, so a store may keep them.
public enum Rule: Int, CaseIterable, Hashable, Sendable {
    /// The topic, on the day of the lesson.
    case topic = 1
    /// Homework, or that none was set, no later than an hour after the lesson.
    case homework = 2
    /// Who was absent, on the day of the lesson.
    case attendance = 3
    /// Marks, no later than two days after the lesson or the work.
    case mark = 4

    /// Its word in figures, addresses and files.
    public var name: String {
        switch self {
        case .topic: "topic"
        case .homework: "homework"
        case .attendance: "attendance"
        case .mark: "mark"
        }
    }

    /// Nil for a word that is none.
    public init?(name: String) {
        guard let rule = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = rule
    }
}
