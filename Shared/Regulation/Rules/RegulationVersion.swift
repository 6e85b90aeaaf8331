/// The rules as they hold in one version. A verdict keeps the version it was made by; a later one rewrites none.
public struct RegulationVersion: Sendable {
    /// What a rule asks for.
    public struct Terms: Hashable, Sendable {
        public let rule: Rule
        /// The clause of the regulation that says it.
        public let clause: String
        public let deadline: Deadline

        public init(rule: Rule, clause: String, deadline: Deadline) {
            self.rule = rule
            self.clause = clause
            self.deadline = deadline
        }
    }

    /// Counted up with every change of what follows.
    public let number: Int
    let topic: Terms
    let homework: Terms
    let attendance: Terms
    let mark: Terms
    /// How long before a lesson's start its roll counts, in minutes.
    public let rollLeadMinutes: Int
    /// How many calendar days before a start what must be ready for it is due.
    public let preparationDays: Int
    /// Class years in which no marks are given.
    public let unmarkedParallels: Set<Int>

    public subscript(rule: Rule) -> Terms {
        switch rule {
        case .topic: topic
        case .homework: homework
        case .attendance: attendance
        case .mark: mark
        }
    }
}

extension RegulationVersion {
    /// The regulation of the city of Krasnodar, as first counted.
    public static let first = RegulationVersion(
        number: 1,
        topic: Terms(rule: .topic, clause: "3.5", deadline: .endOfLessonDay),
        homework: Terms(rule: .homework, clause: "3.5", deadline: .afterLessonEnd(minutes: 60)),
        attendance: Terms(rule: .attendance, clause: "3.5", deadline: .endOfLessonDay),
        mark: Terms(rule: .mark, clause: "3.5", deadline: .daysAfter(2, isRolled: true)),
        rollLeadMinutes: 10, preparationDays: 10, unmarkedParallels: [1])

    /// Every version, by which older verdicts can be explained.
    public static let all = [first]

    /// The one that judges now.
    public static let current = first
}
