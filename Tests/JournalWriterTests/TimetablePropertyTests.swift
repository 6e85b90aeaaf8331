import Foundation
import School
import TestKit
import Testing

@testable import JournalWriter

@Suite("For any timetable")
struct TimetablePropertyTests {
    private static let bells = BellSchedule(
        recorded: Bell.numbers.compactMap { number in
            guard let start = MinuteOfDay(rawValue: UInt16(number * 60)),
                let end = MinuteOfDay(rawValue: UInt16(number * 60 + 45))
            else { return nil }
            return Bell(number: number, start: start, end: end)
        })

    private static func random(_ seed: UInt64, from first: Day = Sample.monday) throws -> Timetable {
        var generator = SeededGenerator(seed: seed)
        let length = Int.random(in: 1...60, using: &generator)
        var entries: [TimetableEntry] = []
        for weekday in TimetableEntry.weekdays {
            for number in Bell.numbers where Bool.random(using: &generator) {
                entries.append(
                    TimetableEntry(
                        weekday: weekday, number: number, group: Sample.id(.random(in: 1...2, using: &generator)),
                        course: Sample.id(.random(in: 3...5, using: &generator)),
                        teacher: Sample.id(.random(in: 6...8, using: &generator))))
            }
        }
        let days = first..<(first + length)
        return try Timetable(
            bells: Sample.bells, firstDay: first, lastDay: first + (length - 1),
            daysOff: days.filter { _ in Int.random(in: 0..<8, using: &generator) == 0 },
            entries: entries.shuffled(using: &generator))
    }

    @Test("each teaching day has exactly the lessons of its weekday", arguments: UInt64(1)...40)
    func expansion(_ seed: UInt64) throws {
        let timetable = try Self.random(seed)
        let lessons = try timetable.lessons(from: timetable.firstDay, by: Self.bells)
        #expect(zip(lessons, lessons.dropFirst()).allSatisfy { $0.date <= $1.date })
        let byDay = Dictionary(grouping: lessons, by: \.date)
        for day in timetable.firstDay...timetable.lastDay {
            let entries = timetable.daysOff.contains(day) ? [] : timetable.entries.filter { $0.weekday == day.weekday }
            let taught = byDay[day, default: []].map {
                TimetableEntry(
                    weekday: $0.date.weekday, number: $0.number, group: $0.group, course: $0.course,
                    teacher: $0.teacher)
            }
            #expect(taught == entries)
        }
        #expect(byDay.keys.allSatisfy { timetable.firstDay <= $0 && $0 <= timetable.lastDay })
        for lesson in lessons {
            #expect(Self.bells[lesson.number].map { $0.start == lesson.start && $0.end == lesson.end } == true)
        }
    }

    @Test("the lessons from a day on are those of the whole that are not earlier", arguments: UInt64(1)...20)
    func tail(_ seed: UInt64) throws {
        let timetable = try Self.random(seed)
        let whole = try timetable.lessons(from: timetable.firstDay, by: Self.bells)
        let from = timetable.firstDay + Int(seed) * 2
        #expect(try timetable.lessons(from: from, by: Self.bells) == whole.filter { $0.date >= from })
    }

    @Test(
        "a change leaves standing what the new one plans, and besides only what was entered",
        arguments: UInt64(1)...40)
    func change(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let old = try Self.random(seed)
        let planned = try Self.random(seed + 1_000).lessons(from: Sample.monday, by: Self.bells)
        let standing = try old.lessons(from: Sample.monday, by: Self.bells).enumerated().map { index, plan in
            StandingLesson(
                lesson: Sample.id(UInt64(index)), version: 3, plan: plan,
                isEntered: Int.random(in: 0..<4, using: &generator) == 0)
        }
        let change = TimetableChange(from: standing, to: planned) { _ in false }
        let dropped = Set(change.dropped.map(\.lesson))
        let moved = Dictionary(uniqueKeysWithValues: change.moved.map { ($0.lesson, $0) })
        #expect(standing.allSatisfy { !dropped.contains($0.lesson) || !$0.isEntered })
        #expect((change.dropped.map(\.version) + change.moved.map(\.version)).allSatisfy { $0 == 4 })
        #expect(dropped.isDisjoint(with: moved.keys))
        var left = Dictionary(grouping: planned, by: { $0 }).mapValues(\.count)
        for plan in change.scheduled { left[plan, default: 0] -= 1 }
        var surplus: [StandingLesson] = []
        for lesson in standing where !dropped.contains(lesson.lesson) {
            let plan = moved[lesson.lesson].map { lesson.plan.moved(by: $0) } ?? lesson.plan
            if left[plan, default: 0] > 0 { left[plan, default: 0] -= 1 } else { surplus.append(lesson) }
        }
        #expect(left.values.allSatisfy { $0 == 0 })
        #expect(surplus.allSatisfy { $0.isEntered && moved[$0.lesson] == nil })
    }

    @Test(
        "a change touches nothing that is over, and makes nothing that would be over at once",
        arguments: UInt64(1)...40)
    func past(_ seed: UInt64) throws {
        let planned = try Self.random(seed + 1_000).lessons(from: Sample.monday, by: Self.bells)
        let standing = try Self.random(seed).lessons(from: Sample.monday, by: Self.bells).enumerated().map {
            StandingLesson(lesson: Sample.id(UInt64($0)), version: 3, plan: $1, isEntered: false)
        }
        // Past noon of the first Wednesday.
        let isOver = { (plan: PlannedLesson) in
            (plan.date, Int(plan.end.rawValue)) < (Sample.monday + 2, 12 * 60)
        }
        let change = TimetableChange(from: standing, to: planned, isOver: isOver)
        let over = Set(standing.filter { isOver($0.plan) }.map(\.lesson))
        #expect(over.isDisjoint(with: change.dropped.map(\.lesson) + change.moved.map(\.lesson)))
        #expect(change.scheduled.allSatisfy { !isOver($0) })
        let places = Dictionary(uniqueKeysWithValues: standing.map { ($0.lesson, $0.plan) })
        #expect(change.moved.allSatisfy { move in places[move.lesson].map { !isOver($0.moved(by: move)) } == true })
        // What is still to come, and in no slot of what is over, becomes what was planned.
        let dropped = Set(change.dropped.map(\.lesson))
        let moved = Dictionary(uniqueKeysWithValues: change.moved.map { ($0.lesson, $0) })
        let kept = standing.filter { !over.contains($0.lesson) && !dropped.contains($0.lesson) }
        let ahead = kept.map { lesson in moved[lesson.lesson].map { lesson.plan.moved(by: $0) } ?? lesson.plan }
        #expect(Set(ahead + change.scheduled) == Set(planned.filter { !isOver($0) }))
    }

    @Test("changing it to itself changes nothing", arguments: UInt64(1)...10)
    func identity(_ seed: UInt64) throws {
        let plans = try Self.random(seed).lessons(from: Sample.monday, by: Self.bells)
        let standing = plans.enumerated().map { index, plan in
            StandingLesson(lesson: Sample.id(UInt64(index)), version: 1, plan: plan, isEntered: false)
        }
        let change = TimetableChange(from: standing, to: plans) { _ in false }
        #expect(change.scheduled.isEmpty && change.moved.isEmpty && change.dropped.isEmpty)
    }
}

extension PlannedLesson {
    /// As it is after a move.
    fileprivate func moved(by move: LessonMoved) -> PlannedLesson {
        var plan = self
        plan.date = move.date ?? date
        plan.number = move.number ?? number
        plan.start = move.start ?? start
        plan.end = move.end ?? end
        plan.teacher = move.teacher ?? teacher
        return plan
    }
}
