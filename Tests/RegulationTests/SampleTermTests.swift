import Foundation
import Regulation
import School
import Testing

/// The Swift rules against the Python ones: `Tests/Interop/zvonok_interop/regulation` counts the same file, and its own
/// test holds the file to what it counts.
@Suite struct SampleTermTests {
    @Test("Every due instant of the sample term, and every day passed over, is the one counted in Python")
    func equal() throws {
        let lessons = try TermLesson.all()
        try #require(lessons.count > 1_000)
        let term = Term(lessons)
        for lesson in lessons {
            let found = try term.found(lesson)
            for (name, value) in found {
                let place: Comment = "\(lesson.classKey) \(lesson.date) number \(lesson.number): \(name)"
                #expect(lesson.expected[name] == value, place)
            }
        }
    }
}

/// The lessons of the term, by what makes them depend on each other.
private struct Term {
    private static let dues = ["topic_due", "roll_from", "attendance_due", "homework_due", "mark_due", "rolled_over"]

    private var taught: [String: Set<Day>] = [:]
    /// The last lesson of each double lesson, by the id of its first; of other parts there is none.
    private var lastOfFirst: [UUID: UUID] = [:]
    private var lessons: [UUID: TermLesson] = [:]
    private var zoneHistories: [String: ZoneHistory] = [:]

    init(_ all: [TermLesson]) {
        for lesson in all where !lesson.isCancelled {
            taught[lesson.classKey, default: []].insert(lesson.date)
            lessons[lesson.id] = lesson
        }
        for run in DoubleLessons.runs(of: lessons.values.map(\.dayLesson)) {
            if let first = run.first, let last = run.last { lastOfFirst[first.id] = last.id }
        }
        for name in Set(all.map(\.zone)) { zoneHistories[name] = try? zones(name) }
    }

    /// What the rules say of a lesson, as the file writes it.
    func found(_ lesson: TermLesson) throws -> [String: String] {
        var found = Dictionary(uniqueKeysWithValues: Self.dues.map { ($0, "") })
        guard !lesson.isCancelled else { return found }
        let zones = try #require(zoneHistories[lesson.zone])
        let calendar = ClassCalendar(
            working: .krasnodar, week: lesson.week, taughtDays: taught[lesson.classKey, default: []])
        let due = { (rule: Rule, day: Day, end: MinuteOfDay?) in
            try rules.due(rule, day: day, end: end, calendar: calendar, zones: zones)
        }
        found["topic_due"] = "\(try due(.topic, lesson.date, lesson.end).instant)"
        found["attendance_due"] = "\(try due(.attendance, lesson.date, lesson.end).instant)"
        let opening = rules.countsFrom(.attendance, day: lesson.date, start: lesson.start, zones: zones)
        found["roll_from"] = "\(try #require(opening))"
        if owes(.homework, lesson), let last = lastOfFirst[lesson.id].flatMap({ lessons[$0] }) {
            found["homework_due"] = "\(try due(.homework, lesson.date, last.end).instant)"
        }
        if owes(.mark, lesson) {
            let mark = try due(.mark, MarkBase.day(lesson: lesson.date, homeworkDue: lesson.workDue), nil)
            found["mark_due"] = "\(mark.instant)"
            found["rolled_over"] = mark.passed
        }
        return found
    }

    private func owes(_ rule: Rule, _ lesson: TermLesson) -> Bool {
        rules.exemption(from: rule, policy: lesson.policy, parallel: lesson.parallel) == nil
    }
}

extension TermLesson {
    /// Opaque, and the same for the same place in the timetable.
    fileprivate var id: UUID { Self.id("\(classKey) \(date) \(number)") }

    fileprivate var dayLesson: DayLesson {
        DayLesson(
            id: id, day: date, number: number, course: Self.id(course), group: Self.id(classKey),
            teacher: Self.id(teacher))
    }

    private static func id(_ text: String) -> UUID {
        let sum = text.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        return UUID(high: sum, low: UInt64(text.utf8.count))
    }
}

extension Due {
    fileprivate var passed: String {
        guard case .daysAfter(_, _, let days) = reason else { return "" }
        return days.map { "\($0.day) \($0.reason.word)" }.joined(separator: ";")
    }
}
