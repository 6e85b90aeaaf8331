import Foundation
import School

/// What is entered for one lesson, and when: by its teacher's habit, drawn from the seed for this lesson alone.
struct LessonFilling {
    /// Entries are made at whole slots of so many minutes, so that the clock is moved a few dozen times a day.
    static let slot = 10
    /// Every eighth lesson of a course is one of written work.
    private static let workEvery = 8

    private let lesson: SampleLesson
    private let city: SampleCity
    private let school: SampleSchool
    private let habit: Habit
    private var chance: SeededGenerator
    private var orders: [SampleOrder] = []

    static func orders(for lesson: SampleLesson, of school: SampleSchool, in city: SampleCity) -> [SampleOrder] {
        var filling = LessonFilling(lesson, school, city)
        filling.fill()
        return filling.orders
    }

    private init(_ lesson: SampleLesson, _ school: SampleSchool, _ city: SampleCity) {
        self.lesson = lesson
        self.school = school
        self.city = city
        let group = lesson.key.group.bytes.suffix(4).reduce(0) { $0 << 8 | Int($1) }
        chance = SeededGenerator(seed: city.seed, school.index, Int(lesson.key.date.rawValue), lesson.key.number, group)
        habit = .of(teacher: lesson.teacher, on: &chance, seed: city.seed)
    }

    private mutating func fill() {
        if chance.below(400) == 0 { return cancel() }
        let absence = Absence(seed: city.seed, school: school.index)
        takeRoll(absence)
        record()
        guard lesson.course.policy.marks != .none else { return }
        let day = lesson.key.date
        let present = lesson.members.filter { !absence.isAbsent($0, on: day) }
        if lesson.ordinal % Self.workEvery == Self.workEvery - 1 {
            giveWrittenWork(present, owed: lesson.members.filter { absence.isAbsent($0, on: day) })
        } else if chance.happens(60) {
            giveAnswers(present)
        }
    }

    // MARK: - Entries

    private mutating func cancel() {
        guard let deputy = school.staff(.deputyHead) else { return }
        order(
            .cancelLesson(lesson: lesson.id, reason: "Болезнь учителя, замены нет", order: "\(lesson.ordinal + 1)-З"),
            at: SchoolZone.morning - 90, by: deputy.id)
    }

    private mutating func takeRoll(_ absence: Absence) {
        let entries = lesson.members.compactMap { absence.entry(for: $0, in: lesson.key, using: &chance) }
        guard let minute = minute(prompt: lesson.bell.start + 10) else { return }
        order(.takeRoll(lesson: lesson.id, entries: entries), at: minute)
    }

    /// Topic and homework share the lesson's version: the earlier entry is made against the first.
    private mutating func record() {
        let subject = lesson.course.subject
        var entries: [(minute: Int, entry: (UInt32) -> SampleCommand)] = []
        let id = lesson.id
        if let minute = minute(prompt: lesson.bell.start + 20) {
            let topic = Topics.topic(of: subject, at: lesson.ordinal)
            entries.append((minute, { .recordTopic(lesson: id, version: $0, topic: topic) }))
        }
        if lesson.course.policy.homework == .expected, let minute = minute(prompt: lesson.bell.end) {
            let text = chance.happens(15) ? nil : Topics.homework(in: subject, at: lesson.ordinal, using: &chance)
            entries.append((minute, { .recordHomework(lesson: id, version: $0, text: text) }))
        }
        for (index, one) in entries.sorted(by: { $0.minute < $1.minute }).enumerated() {
            order(one.entry(UInt32(index + 1)), at: one.minute, wave: index)
        }
    }

    private mutating func giveAnswers(_ present: [SamplePupil]) {
        guard !present.isEmpty else { return }
        let start = chance.below(present.count)
        let pupils = (0..<min(present.count, chance.number(in: 1...4))).map { present[(start + $0) % present.count] }
        let minute = lesson.bell.start + 30
        give(.answer, weight: 100, isRequired: false, to: pupils, at: minute, marksAt: minute)
    }

    /// Everybody who was there writes; the marks follow within two days, or late, or not yet. Who was away gets a dot.
    private mutating func giveWrittenWork(_ present: [SamplePupil], owed absent: [SamplePupil]) {
        let days = [habit == .careless ? 6 : 1, habit == .evening ? 2 : 1][chance.below(2)]
        let isNeverMarked = habit == .careless && chance.happens(30)
        let minute = lesson.bell.start + 10
        let markMinute = days * MinuteOfDay.perDay + 15 * 60 + chance.below(12) * Self.slot
        let work = give(
            kind, weight: 200, isRequired: true, to: isNeverMarked ? [] : present, at: minute, marksAt: markMinute)
        guard !isNeverMarked else { return }
        for pupil in absent { give(.owed, to: pupil, for: work, at: markMinute) }
    }

    @discardableResult
    private mutating func give(
        _ kind: SampleWorkKind, weight: Int, isRequired: Bool, to pupils: [SamplePupil], at minute: Int,
        marksAt markMinute: Int
    ) -> UUID {
        let work = thing(at: minute)
        order(
            .createWork(id: work, lesson: lesson.id, kind: kind, weight: weight, marksRequired: isRequired), at: minute)
        for pupil in pupils { give(mark(of: pupil), to: pupil, for: work, at: markMinute) }
        return work
    }

    private mutating func give(_ value: MarkValue, to pupil: SamplePupil, for work: UUID, at minute: Int) {
        order(
            .giveMark(id: thing(at: minute), work: work, pupil: pupil.id, value: value, date: lesson.key.date),
            at: minute, wave: 1)
    }

    private mutating func mark(of pupil: SamplePupil) -> MarkValue {
        if lesson.course.policy.marks == .passFail { return chance.happens(92) ? .pass : .fail }
        let hundredths = pupil.ability + chance.number(in: -90...90)
        return .points(min(5, max(2, (hundredths + 50) / 100)))
    }

    private var kind: SampleWorkKind {
        switch lesson.course.subject {
        case .russian: .dictation
        case .physics, .chemistry, .biology: .laboratory
        case .mathematics, .algebra, .geometry: .control
        default: .test
        }
    }

    // MARK: - When

    /// The minute after the lesson's day begins at which an entry is made; nil: it is not.
    private mutating func minute(prompt: Int) -> Int? {
        switch habit {
        case .prompt: return prompt
        case .evening: return max(prompt, 19 * 60) + chance.below(18) * Self.slot
        case .careless:
            switch chance.below(100) {
            case 0..<35: return nil
            case 35..<70:
                let isSaturday = lesson.key.date.weekday == 6
                return (isSaturday ? 2 : 1) * MinuteOfDay.perDay + 15 * 60 + chance.below(24) * Self.slot
            default: return max(prompt, 20 * 60) + chance.below(12) * Self.slot
            }
        }
    }

    private func instant(_ minute: Int) -> Int64 {
        city.zone.instant(of: lesson.key.date, minutes: minute / Self.slot * Self.slot)
    }

    private mutating func thing(at minute: Int) -> UUID {
        .version7(atMicroseconds: instant(minute), using: &chance)
    }

    private mutating func order(_ command: SampleCommand, at minute: Int, wave: Int = 0, by actor: UUID? = nil) {
        orders.append(
            SampleOrder(
                id: thing(at: minute), instant: instant(minute), wave: wave, school: school.id,
                actor: actor ?? lesson.teacher, command: command))
    }
}
