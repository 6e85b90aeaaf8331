import Contracts
import School

/// Facts about who was there.
enum RollFacts {
    static func taken(_ wire: WireRollTaken) throws(Rejection) -> JournalFact {
        var entries: [RollEntry] = []
        for entry in wire.entries { entries.append(try read(entry)) }
        return .roll(
            .taken(lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"), entries: entries))
    }

    static func changed(_ wire: WireAttendanceChanged) throws(Rejection) -> JournalFact {
        guard wire.hasEntry else { throw Field.missing("entry") }
        return .roll(
            .changed(
                lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"), entry: try read(wire.entry)))
    }

    private static func read(_ wire: WireRollEntry) throws(Rejection) -> RollEntry {
        let code: AttendanceCode = try Field.choice(wire.hasCode, wire.code.rawValue, "entry.code")
        let minutes = wire.hasMinutesLate ? Int(wire.minutesLate) : nil
        guard code.allows(minutesLate: minutes) else {
            throw Rejection(
                .invalid, field: "entry.minutes_late", "these minutes cannot stand beside this attendance code")
        }
        return RollEntry(
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, "entry.pupil_id"),
            attendance: Attendance(code: code, minutesLate: minutes))
    }
}
