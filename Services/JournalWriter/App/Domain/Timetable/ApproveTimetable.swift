import Foundation
import School

struct ApproveTimetable: Equatable, Sendable {
    let timetableID: UUID
    /// 0 approves a new timetable.
    let expected: Version
    let timetable: Timetable
    /// From when on a later version changes lessons; nil for the first.
    let changeFrom: Day?

    struct State: Sendable {
        /// Nil for a new timetable.
        let current: TimetableApproved?
        /// Nil if this school has no such bells.
        let bells: BellSchedule?
        /// Those named by the entries that this school has.
        let groups: Set<UUID>
        let courses: Set<UUID>
        let teachers: [UUID: StaffState]
        /// The timetable's lessons from `changeFrom` on.
        let lessons: [StandingLesson]
    }

    struct Decision: Equatable, Sendable {
        let approved: TimetableApproved
        let change: TimetableChange
    }

    /// A later version changes what is still to come: a lesson that is over was held as it was planned then, and none comes
    /// to be for an hour that has passed.
    /// - Returns: nil if this very timetable stands approved.
    func decide(on state: State, time: SchoolTime) throws(Rejection) -> Decision? {
        let version = state.current?.version ?? 0
        try VersionRule.check(
            expected, against: version, present: state.current?.timetable.words ?? "no timetable",
            proposed: timetable.words)
        if state.current?.timetable == timetable { return nil }
        let from = try firstChangedDay(after: state.current, today: time.today)
        guard let bells = state.bells else { throw .unknown("bells", "bells_id") }
        try checkEntries(state)
        let planned = try timetable.lessons(from: from, by: bells)
        return Decision(
            approved: TimetableApproved(id: timetableID, version: version + 1, timetable: timetable),
            change: TimetableChange(from: state.lessons, to: planned) { plan in
                // The first version says what was taught also in the days before it was entered.
                state.current != nil && time.hasEnded(plan.date, plan.end)
            })
    }

    private func firstChangedDay(after current: TimetableApproved?, today: Day) throws(Rejection) -> Day {
        guard let current else {
            guard changeFrom == nil else {
                throw Rejection(
                    .invalid, field: "change_from", "the first version of a timetable changes nothing earlier")
            }
            return timetable.firstDay
        }
        guard let changeFrom else {
            throw Rejection(.missing, field: "change_from", "a later version says from which day on it changes lessons")
        }
        guard timetable.firstDay == current.timetable.firstDay else {
            throw Rejection(
                .notAllowed, field: "first_day", "the timetable began on \(current.timetable.firstDay); that stays so")
        }
        guard timetable.firstDay <= changeFrom, changeFrom <= timetable.lastDay else {
            throw Rejection(
                .invalid, field: "change_from",
                "\(changeFrom) is not between \(timetable.firstDay) and \(timetable.lastDay)")
        }
        // Dropping a lesson that was held would hide that nothing was entered in it.
        guard changeFrom >= today else {
            throw Rejection(
                .notAllowed, field: "change_from",
                "\(changeFrom) has passed; lessons change from today, \(today), on")
        }
        return changeFrom
    }

    private func checkEntries(_ state: State) throws(Rejection) {
        for (index, entry) in timetable.entries.enumerated() {
            guard state.groups.contains(entry.group) else { throw .unknown("group", "entries[\(index)].group_id") }
            guard state.courses.contains(entry.course) else { throw .unknown("course", "entries[\(index)].course_id") }
            guard let teacher = state.teachers[entry.teacher] else {
                throw .unknown("member of staff", "entries[\(index)].teacher_id")
            }
            guard teacher.works(on: timetable.lastDay) else {
                throw Rejection(
                    .notAllowed, field: "entries[\(index)].teacher_id",
                    "the teacher leaves before the timetable ends on \(timetable.lastDay)")
            }
        }
    }
}

struct TimetableApproved: Equatable, Sendable {
    let id: UUID
    let version: Version
    let timetable: Timetable
}
