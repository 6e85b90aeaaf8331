import Foundation
import School

/// Lays the lessons of a week, class after class: no class and no teacher is in two places, no class waits between
/// two lessons. Where nobody of the class's teachers is free, another one takes the lesson.
struct TimetablePlanner {
    /// The lessons a class has at one bell: one, or one for each of its parts.
    private struct Unit {
        let subject: Subject
        let course: UUID
        var parts: [(group: UUID, teacher: Int)]
        var remaining: Int
    }

    private struct Slot: Hashable {
        let shift: Shift
        let weekday: Int
        let number: Int
    }

    private(set) var staffing: Staffing
    private(set) var week: [WeeklyLesson] = []
    private var ids: IDSource
    private var chance: SeededGenerator
    private var busy: [Slot: Set<Int>] = [:]

    init(staffing: Staffing, ids: IDSource, chance: SeededGenerator) {
        self.staffing = staffing
        self.ids = ids
        self.chance = chance
    }

    mutating func plan(_ schoolClass: SampleClass, _ courses: [Subject: SampleCourse]) {
        var units = makeUnits(schoolClass, courses)
        let hours = units.reduce(0) { $0 + $1.remaining }
        for day in 0..<schoolClass.days {
            let length = hours / schoolClass.days + (day < hours % schoolClass.days ? 1 : 0)
            var today: Set<Subject> = []
            for number in 1...max(1, length) where number <= length {
                let slot = Slot(shift: schoolClass.shift, weekday: day + 1, number: number)
                guard let index = choose(among: units, at: slot, today: today) else { continue }
                today.insert(units[index].subject)
                place(units[index], at: slot)
                units[index].remaining -= 1
            }
        }
    }

    /// A group of several classes meets on Wednesday after the lessons.
    mutating func plan(club: SampleGroup, course: SampleCourse) {
        let slot = Slot(shift: .first, weekday: 3, number: Shift.first.longestDay)
        let teacher = staffing.teacher(of: .chess, hours: 1, &ids, &chance)
        place(
            Unit(subject: .chess, course: course.id, parts: [(club.id, teacher)], remaining: 1), at: slot)
    }

    private mutating func makeUnits(_ schoolClass: SampleClass, _ courses: [Subject: SampleCourse]) -> [Unit] {
        var hours: [(Subject, Int)] = []
        for (subject, count) in Curriculum.hours(inParallel: schoolClass.parallel, isSixDay: schoolClass.isSixDay) {
            if let known = hours.firstIndex(where: { $0.0 == subject }) {
                hours[known].1 += count
            } else {
                hours.append((subject, count))
            }
        }
        let classTeacher = schoolClass.parallel <= 4 ? staffing.classTeacher(hours: 20, &ids, &chance) : nil
        var units = hours.compactMap { subject, count -> Unit? in
            guard let course = courses[subject], classTeacher != nil || subject != .talks else { return nil }
            var parts: [(group: UUID, teacher: Int)] = []
            for group in schoolClass.groups(for: subject) {
                let own = subject.belongsToClassTeacher ? classTeacher : nil
                let teacher =
                    own
                    ?? staffing.teacher(
                        of: subject, hours: count, besides: parts.map(\.teacher), &ids, &chance)
                parts.append((group.id, teacher))
            }
            return Unit(subject: subject, course: course.id, parts: parts, remaining: count)
        }
        if classTeacher == nil, let course = courses[.talks] {
            let teachers = units.flatMap { $0.parts.map(\.teacher) }
            let leader = staffing.leader(among: teachers, &ids, &chance)
            units.insert(
                Unit(subject: .talks, course: course.id, parts: [(schoolClass.wholeGroup.id, leader)], remaining: 1),
                at: 0)
        }
        return units
    }

    /// «Разговоры о важном» open the week; else what is most behind, not twice a day, whose teachers are free.
    private func choose(among units: [Unit], at slot: Slot, today: Set<Subject>) -> Int? {
        if slot.weekday == 1, slot.number == 1,
            let talks = units.firstIndex(where: { $0.subject == .talks && $0.remaining > 0 })
        {
            return talks
        }
        return units.indices.filter { units[$0].remaining > 0 }.max { left, right in
            rank(units[left], slot, today) < rank(units[right], slot, today)
        }
    }

    private func rank(_ unit: Unit, _ slot: Slot, _ today: Set<Subject>) -> Int {
        let isFree = unit.parts.allSatisfy { !(busy[slot]?.contains($0.teacher) ?? false) }
        return (isFree ? 1_000 : 0) + (today.contains(unit.subject) ? 0 : 100) + unit.remaining
    }

    private mutating func place(_ unit: Unit, at slot: Slot) {
        for part in unit.parts {
            let teacher = standIn(for: part.teacher, unit.subject, slot)
            busy[slot, default: []].insert(teacher)
            week.append(
                WeeklyLesson(
                    weekday: slot.weekday, number: slot.number, shift: slot.shift, group: part.group,
                    course: unit.course, teacher: staffing.teachers[teacher].person.id))
        }
    }

    /// The teacher, or where she has another lesson, a colleague of the same field.
    private mutating func standIn(for teacher: Int, _ subject: Subject, _ slot: Slot) -> Int {
        let taken = busy[slot] ?? []
        guard taken.contains(teacher) else { return teacher }
        if let colleague = staffing.teachers.indices.first(where: {
            staffing.teachers[$0].field.contains(subject) && !taken.contains($0)
                && staffing.teachers[$0].load < Staffing.fullLoad
        }) {
            return colleague
        }
        return staffing.newcomer(for: subject, &ids, &chance)
    }
}
