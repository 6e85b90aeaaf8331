import Foundation
import School

/// One lesson of every week.
struct TimetableEntry: Hashable, Sendable {
    /// 1 Monday to 7 Sunday (ISO 8601).
    static let weekdays: ClosedRange<Int> = 1...7

    let weekday: Int
    let number: Int
    let group: UUID
    let course: UUID
    let teacher: UUID
}

/// What is taught in the weeks from one day to another.
struct Timetable: Equatable, Sendable {
    /// The most days from the first to the last.
    static let maximumDays = 366
    /// The most entries: the event that says them must stay within 256 KiB.
    static let maximumEntries = 4_000
    /// The most lessons one timetable comes to.
    static let maximumLessons = 20_000

    let bells: UUID
    let firstDay: Day
    let lastDay: Day
    /// Ascending, each once.
    let daysOff: [Day]
    let entries: [TimetableEntry]

    /// Checks what can be checked without knowing the school.
    init(bells: UUID, firstDay: Day, lastDay: Day, daysOff: [Day], entries: [TimetableEntry]) throws(Rejection) {
        try Self.checkSpan(firstDay, lastDay)
        try Self.checkDaysOff(daysOff, firstDay, lastDay)
        try Self.checkSlots(entries)
        self.bells = bells
        self.firstDay = firstDay
        self.lastDay = lastDay
        self.daysOff = daysOff.sorted()
        self.entries = entries
    }

    /// As it was recorded: what an approved timetable held is not judged again.
    init(recorded bells: UUID, _ days: ClosedRange<Day>, daysOff: [Day], entries: [TimetableEntry]) {
        self.bells = bells
        firstDay = days.lowerBound
        lastDay = days.upperBound
        self.daysOff = daysOff
        self.entries = entries
    }

    private static func checkSpan(_ first: Day, _ last: Day) throws(Rejection) {
        guard first <= last else {
            throw Rejection(.invalid, field: "last_day", "the last day \(last) is before the first, \(first)")
        }
        guard last - first < maximumDays else {
            throw Rejection(
                .tooLarge, field: "last_day",
                "the timetable spans \(last - first + 1) days; the limit is \(maximumDays)")
        }
    }

    private static func checkDaysOff(_ days: [Day], _ first: Day, _ last: Day) throws(Rejection) {
        var seen = Set<Day>()
        for (index, day) in days.enumerated() {
            guard first <= day, day <= last else {
                throw Rejection(
                    .invalid, field: "days_off[\(index)]", "\(day) is not between \(first) and \(last)")
            }
            guard seen.insert(day).inserted else {
                throw Rejection(.invalid, field: "days_off[\(index)]", "\(day) is named twice")
            }
        }
    }

    private static func checkSlots(_ entries: [TimetableEntry]) throws(Rejection) {
        guard !entries.isEmpty else { throw Rejection(.missing, field: "entries", "the timetable has no entries") }
        guard entries.count <= maximumEntries else {
            throw Rejection(
                .tooLarge, field: "entries",
                "the timetable has \(entries.count) entries; the limit is \(maximumEntries)")
        }
        var taken = Set<Slot>()
        for (index, entry) in entries.enumerated() {
            let place = "weekday \(entry.weekday), bell \(entry.number)"
            guard taken.insert(Slot(entry, of: entry.group)).inserted else {
                throw Rejection(
                    .invalid, field: "entries[\(index)].group_id", "the group has two lessons on \(place)")
            }
            guard taken.insert(Slot(entry, of: entry.teacher)).inserted else {
                throw Rejection(
                    .invalid, field: "entries[\(index)].teacher_id", "the teacher has two lessons on \(place)")
            }
        }
    }

    /// A group or a teacher can be in one place at a time.
    private struct Slot: Hashable {
        let weekday: Int
        let number: Int
        let who: UUID

        init(_ entry: TimetableEntry, of who: UUID) {
            weekday = entry.weekday
            number = entry.number
            self.who = who
        }
    }

    var words: String { "\(firstDay) to \(lastDay), \(entries.count) lessons a week" }
}
