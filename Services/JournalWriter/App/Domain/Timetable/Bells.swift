import Foundation
import School

/// When one lesson of the day begins and ends.
struct Bell: Hashable, Sendable {
    /// The numbers a lesson of the day may have.
    static let numbers: ClosedRange<Int> = 1...16
    /// The longest lesson, in minutes.
    static let longest = 120

    let number: Int
    let start: MinuteOfDay
    let end: MinuteOfDay

    var words: String { "\(number): \(start)–\(end)" }

    /// - Throws: `invalid` unless it ends after it starts, at most 120 minutes later.
    static func checkSpan(_ start: MinuteOfDay, _ end: MinuteOfDay, _ field: String) throws(Rejection) {
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
struct BellSchedule: Equatable, Sendable {
    let bells: [Bell]

    /// - Parameter bells: each with a span already checked.
    init(_ bells: [Bell]) throws(Rejection) {
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
    init(recorded bells: [Bell]) { self.bells = bells }

    subscript(number: Int) -> Bell? { bells.first { $0.number == number } }

    var words: String { bells.map(\.words).joined(separator: ", ") }
}

struct SetBells: Equatable, Sendable {
    let bellsID: UUID
    /// 0 makes new bells.
    let expected: Version
    let name: String
    let schedule: BellSchedule

    struct State: Sendable {
        /// Nil for new bells.
        let current: BellsSet?
        /// Numbers that timetables still in force name.
        let usedNumbers: Set<Int>
        /// Lessons from today on that came of timetables with these bells and are not cancelled.
        let lessons: [StandingLesson]
    }

    /// The new bells and the lessons they move. Lessons of days past were held by the bells of their time.
    func decide(on state: State) throws(Rejection) -> (BellsSet, [LessonMoved])? {
        let version = state.current?.version ?? 0
        try VersionRule.check(
            expected, against: version, present: state.current?.schedule.words ?? "no bells",
            proposed: schedule.words)
        if let current = state.current, current.name == name, current.schedule == schedule { return nil }
        if let missing = state.usedNumbers.sorted().first(where: { schedule[$0] == nil }) {
            throw Rejection(
                .notAllowed, field: "bells", "a timetable in force has lessons at bell \(missing), which is left out")
        }
        let set = BellsSet(bells: bellsID, version: version + 1, name: name, schedule: schedule)
        return (set, state.lessons.compactMap(moved))
    }

    private func moved(_ lesson: StandingLesson) -> LessonMoved? {
        guard let bell = schedule[lesson.plan.number] else { return nil }
        var plan = lesson.plan
        plan.start = bell.start
        plan.end = bell.end
        return lesson.moved(to: plan)
    }
}

struct BellsSet: Equatable, Sendable {
    let bells: UUID
    let version: Version
    let name: String
    let schedule: BellSchedule
}
