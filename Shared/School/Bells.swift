/// When one lesson of the day begins and ends.
public struct Bell: Hashable, Sendable {
    /// The numbers a lesson of the day may have.
    public static let numbers: ClosedRange<Int> = 1...16
    /// The longest lesson, in minutes.
    public static let longest = 120

    public let number: Int
    public let start: MinuteOfDay
    public let end: MinuteOfDay

    public init(number: Int, start: MinuteOfDay, end: MinuteOfDay) {
        self.number = number
        self.start = start
        self.end = end
    }

    public var words: String { "\(number): \(start)–\(end)" }

    /// - Throws: `invalid` unless it ends after it starts, at most 120 minutes later.
    public static func checkSpan(_ start: MinuteOfDay, _ end: MinuteOfDay, _ field: String) throws(Rejection) {
        guard start < end else {
            throw Rejection(.invalid, field: field, "the lesson ends at \(end), not after its start at \(start)")
        }
        let minutes = Int(end.rawValue) - Int(start.rawValue)
        guard minutes <= longest else {
            throw Rejection(.invalid, field: field, "the lesson lasts \(minutes) minutes; the limit is \(longest)")
        }
    }
}

/// The bells of a day: ascending numbers, no lesson beginning before the one before it has ended.
public struct BellSchedule: Equatable, Sendable {
    public let bells: [Bell]

    /// - Parameter bells: each with a span already checked.
    public init(_ bells: [Bell]) throws(Rejection) {
        guard !bells.isEmpty else { throw Rejection(.missing, field: "bells", "no bell is named") }
        for index in bells.indices.dropFirst() {
            let (earlier, later) = (bells[index - 1], bells[index])
            guard earlier.number < later.number else {
                throw Rejection(
                    .invalid, field: "bells[\(index)].number",
                    "bell \(later.number) comes after bell \(earlier.number); the numbers must ascend")
            }
            guard earlier.end <= later.start else {
                throw Rejection(
                    .invalid, field: "bells[\(index)].start",
                    "bell \(later.number) starts at \(later.start), before bell \(earlier.number) ends")
            }
        }
        self.bells = bells
    }

    /// As they were recorded: not judged again.
    public init(recorded bells: [Bell]) { self.bells = bells }

    public subscript(number: Int) -> Bell? { bells.first { $0.number == number } }

    public var words: String { bells.map(\.words).joined(separator: ", ") }
}
