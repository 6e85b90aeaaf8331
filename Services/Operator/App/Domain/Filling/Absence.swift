import School

/// Who is missing: the same pupil is ill for days, not for lessons.
struct Absence: Sendable {
    let seed: UInt64
    let school: Int

    /// What stands in the roll for this pupil; nil for one who was simply there.
    func entry(
        for pupil: SamplePupil, in lesson: LessonKey, using chance: inout SeededGenerator
    ) -> SampleCommand.RollEntry? {
        if let code = code(for: pupil, on: lesson.date) {
            return .init(pupil: pupil.id, code: code, minutesLate: nil)
        }
        guard lesson.number == 1, chance.happens(2) else { return nil }
        return .init(pupil: pupil.id, code: .late, minutesLate: chance.number(in: 2...20))
    }

    func isAbsent(_ pupil: SamplePupil, on day: Day) -> Bool { code(for: pupil, on: day) != nil }

    private func code(for pupil: SamplePupil, on day: Day) -> AttendanceCode? {
        let monday = day - (day.weekday - 1)
        var week = SeededGenerator(seed: seed, school, pupil.number, Int(monday.rawValue))
        if week.happens(4) {
            let first = week.number(in: 1...4)
            if day.weekday >= first, day.weekday <= first + week.below(4) { return .ill }
        }
        var today = SeededGenerator(seed: seed, school, pupil.number, Int(day.rawValue), 1)
        switch today.below(1_000) {
        case 0..<12: return .excused
        case 12..<18: return .absent
        case 18..<20: return .unexcused
        default: return nil
        }
    }
}
