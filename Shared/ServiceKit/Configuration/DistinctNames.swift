/// Names that stand once in a configured list of mappings: no two elements share one.
public struct DistinctNames<Record: Sendable>: Sendable {
    /// What is named, as the message calls it: `the feed journal.north twice`, `each feed once`.
    let noun: String
    let names: @Sendable (Record) -> [String]

    /// - Parameter names: those of one element; a message repeats them, so they are no secrets.
    public init(_ noun: String, names: @escaping @Sendable (Record) -> [String]) {
        self.noun = noun
        self.names = names
    }
}

/// Takes a list's elements in their order and refuses what has stood before.
struct DistinctNamesCheck<Record: Sendable> {
    private let rule: DistinctNames<Record>
    private var seen: Set<String> = []

    init(_ rule: DistinctNames<Record>) { self.rule = rule }

    mutating func take(_ record: Record, at place: ConfigurationPlace, _ reading: inout ConfigurationReading) {
        for name in rule.names(record) where !seen.insert(name).inserted {
            reading.mistakes.append(
                .init(
                    place: place, key: reading.key, found: "the \(rule.noun) \(name) twice",
                    expected: "each \(rule.noun) once"))
        }
    }
}
