import Contracts
import Foundation
import School

extension TakeRoll: JournalCommand {
    static let name = "TakeRoll"

    init(_ wire: WireTakeRoll) throws(Rejection) {
        try self.init(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            entries: try RollEntry.list(wire.entries))
    }

    func carryOut(in context: CommandContext) throws {
        let state = try context.roll(of: lesson, naming: entries.map(\.pupil))
        try context.record(try decide(on: state, time: try context.time(), enteredAt: context.enteredAt))
    }
}

extension ChangeAttendance: JournalCommand {
    static let name = "ChangeAttendance"

    init(_ wire: WireChangeAttendance) throws(Rejection) {
        guard wire.hasEntry else { throw Field.missing("entry") }
        self.init(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            entry: try RollEntry(wire.entry, at: "entry."))
    }

    func carryOut(in context: CommandContext) throws {
        let state = try context.roll(of: lesson, naming: [entry.pupil])
        try context.record(try decide(on: state, time: try context.time(), enteredAt: context.enteredAt))
    }
}

extension RollEntry {
    static func list(_ wires: [WireRollEntry]) throws(Rejection) -> [RollEntry] {
        var entries: [RollEntry] = []
        for (index, wire) in wires.enumerated() {
            entries.append(try RollEntry(wire, at: "entries[\(index)]."))
        }
        return entries
    }

    init(_ wire: WireRollEntry, at path: String) throws(Rejection) {
        self.init(
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, path + "pupil_id"),
            attendance: try Attendance(
                try Field.choice(wire.hasCode, wire.code.rawValue, path + "code"),
                minutesLate: wire.hasMinutesLate ? Int(wire.minutesLate) : nil, path + "minutes_late"))
    }
}

extension CommandContext {
    fileprivate func roll(of lesson: UUID, naming pupils: [UUID]) throws -> RollState {
        try found(try store.roll(of: lesson, naming: pupils, of: school), "lesson", "lesson_id")
    }
}
