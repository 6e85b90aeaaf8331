import Foundation
import School

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
        /// Lessons from today on that came of timetables with these bells and are not cancelled; those of today that
        /// are over among them.
        let lessons: [StandingLesson]
    }

    /// The new bells and the lessons they move. What is over was held by the bells of its time.
    func decide(on state: State, time: SchoolTime) throws(Rejection) -> (BellsSet, [LessonMoved])? {
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
        return (set, state.lessons.filter { !time.hasEnded($0.plan.date, $0.plan.end) }.compactMap(moved))
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
