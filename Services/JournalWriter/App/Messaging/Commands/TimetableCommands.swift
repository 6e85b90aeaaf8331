import Contracts
import Foundation
import School

extension SetBells: JournalCommand {
    static let name = "SetBells"

    init(_ wire: WireSetBells) throws(Rejection) {
        self.init(
            bellsID: try Field.id(wire.hasBellsID, wire.bellsID, "bells_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            name: try Field.text(wire.hasName, wire.name, .bellsName, "name"),
            schedule: try BellSchedule(try Self.bells(wire.bells)))
    }

    private static func bells(_ wires: [WireBell]) throws(Rejection) -> [Bell] {
        guard wires.count <= Bell.numbers.count else {
            throw Rejection(
                .tooLarge, field: "bells", "\(wires.count) bells are named; the limit is \(Bell.numbers.count)")
        }
        var bells: [Bell] = []
        for (index, wire) in wires.enumerated() {
            let bell = try Bell(wire, at: "bells[\(index)].")
            try Bell.checkSpan(bell.start, bell.end, "bells[\(index)].end")
            bells.append(bell)
        }
        return bells
    }

    func carryOut(in context: CommandContext) throws {
        let (store, time) = (context.store, try context.time())
        let current = try store.bells(bellsID, of: context.school)
        if current == nil, expected == 0, try store.hasBells(bellsID) {
            throw Rejection.taken("set of bells", "bells_id")
        }
        if current == nil, expected > 0 { throw Rejection.unknown("set of bells", "bells_id") }
        let state = State(
            current: current, usedNumbers: try store.numbers(ofBells: bellsID, usedFrom: time.today),
            lessons: try store.lessons(byBells: bellsID, from: time.today))
        guard let (set, moved) = try decide(on: state, time: time) else { return }
        try context.record(set)
        try context.record(moved)
    }
}

extension Bell {
    init(_ wire: WireBell, at path: String) throws(Rejection) {
        self.init(
            number: try Field.number(wire.hasNumber, wire.number, in: Self.numbers, path + "number"),
            start: try Field.minute(wire.hasStart, wire.start, path + "start"),
            end: try Field.minute(wire.hasEnd, wire.end, path + "end"))
    }
}

extension ApproveTimetable: JournalCommand {
    static let name = "ApproveTimetable"

    init(_ wire: WireApproveTimetable) throws(Rejection) {
        self.init(
            timetableID: try Field.id(wire.hasTimetableID, wire.timetableID, "timetable_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            timetable: try Timetable(
                bells: try Field.id(wire.hasBellsID, wire.bellsID, "bells_id"),
                firstDay: try Field.day(wire.hasFirstDay, wire.firstDay, "first_day"),
                lastDay: try Field.day(wire.hasLastDay, wire.lastDay, "last_day"),
                daysOff: wire.daysOff.map(Day.init(rawValue:)),
                entries: try TimetableEntry.list(wire.entries)),
            changeFrom: wire.hasChangeFrom ? try Field.day(wire.changeFrom, "change_from") : nil)
    }

    func carryOut(in context: CommandContext) throws {
        let store = context.store
        let current = try store.timetable(timetableID, of: context.school)
        if current == nil, expected == 0, try store.hasTimetable(timetableID) {
            throw Rejection.taken("timetable", "timetable_id")
        }
        if current == nil, expected > 0 { throw Rejection.unknown("timetable", "timetable_id") }
        let state = try state(current, in: context)
        guard let decision = try decide(on: state, time: try context.time()) else { return }
        try context.record(decision.approved)
        try context.record(decision.change.dropped)
        try context.record(decision.change.moved)
        try context.record(scheduled(decision.change.scheduled, at: try context.time().instant))
    }

    private func state(_ current: TimetableApproved?, in context: CommandContext) throws -> State {
        let (store, school, entries) = (context.store, context.school, timetable.entries)
        var teachers: [UUID: StaffState] = [:]
        for teacher in Set(entries.map(\.teacher)) { teachers[teacher] = try store.staff(teacher, of: school) }
        return State(
            current: current,
            bells: try store.bells(timetable.bells, of: school)?.schedule,
            groups: try Set(entries.map(\.group)).filter { try store.hasGroup($0, of: school) },
            courses: try Set(entries.map(\.course)).filter { try store.hasCourse($0, of: school) },
            teachers: teachers,
            lessons: try changeFrom.map { try store.lessons(ofTimetable: timetableID, from: $0) } ?? [])
    }

    /// Gives each lesson an id, a microsecond after the one before: then the keys ascend as the lessons do.
    private func scheduled(_ plans: [PlannedLesson], at now: Int64) -> [LessonScheduled] {
        plans.enumerated().map { index, plan in
            LessonScheduled(
                lesson: .version7(atMicroseconds: now + Int64(index)), version: 1, plan: plan, timetable: timetableID)
        }
    }
}

extension TimetableEntry {
    static func list(_ wires: [WireTimetableEntry]) throws(Rejection) -> [TimetableEntry] {
        var entries: [TimetableEntry] = []
        for (index, wire) in wires.enumerated() {
            entries.append(try TimetableEntry(wire, at: "entries[\(index)]."))
        }
        return entries
    }

    init(_ wire: WireTimetableEntry, at path: String) throws(Rejection) {
        self.init(
            weekday: try Field.number(wire.hasWeekday, wire.weekday, in: Self.weekdays, path + "weekday"),
            number: try Field.number(wire.hasNumber, wire.number, in: Bell.numbers, path + "number"),
            group: try Field.id(wire.hasGroupID, wire.groupID, path + "group_id"),
            course: try Field.id(wire.hasCourseID, wire.courseID, path + "course_id"),
            teacher: try Field.id(wire.hasTeacherID, wire.teacherID, path + "teacher_id"))
    }
}
