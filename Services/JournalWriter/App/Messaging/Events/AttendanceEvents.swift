import Contracts
import Foundation
import School

extension RollTaken: JournalEvent {
    static let type = "RollTaken"

    init(_ wire: WireRollTaken) throws(Rejection) {
        self.init(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            entries: try RollEntry.list(wire.entries),
            enteredAt: wire.hasEnteredAt ? wire.enteredAt : nil)
    }

    var wire: WireRollTaken {
        var wire = WireRollTaken()
        wire.lessonID = Data(lesson.bytes)
        wire.version = version
        wire.entries = entries.map(\.wire)
        if let enteredAt { wire.enteredAt = enteredAt }
        return wire
    }
}

extension AttendanceChanged: JournalEvent {
    static let type = "AttendanceChanged"

    init(_ wire: WireAttendanceChanged) throws(Rejection) {
        guard wire.hasEntry else { throw Field.missing("entry") }
        self.init(
            lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            entry: try RollEntry(wire.entry, at: "entry."),
            enteredAt: wire.hasEnteredAt ? wire.enteredAt : nil)
    }

    var wire: WireAttendanceChanged {
        var wire = WireAttendanceChanged()
        wire.lessonID = Data(lesson.bytes)
        wire.version = version
        wire.entry = entry.wire
        if let enteredAt { wire.enteredAt = enteredAt }
        return wire
    }
}

extension RollEntry {
    fileprivate var wire: WireRollEntry {
        var wire = WireRollEntry()
        wire.pupilID = Data(pupil.bytes)
        wire.code = .init(rawValue: attendance.code.rawValue) ?? .unspecified
        if let minutes = attendance.minutesLate { wire.minutesLate = UInt32(clamping: minutes) }
        return wire
    }
}
