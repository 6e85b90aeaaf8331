import School

extension Timetable {
    /// The lessons it comes to from a day on, ascending by date and in the order of the entries.
    /// - Throws: `invalid` if an entry names a bell that the bells do not have, `too-large` beyond 20,000 lessons.
    func lessons(from day: Day, by bells: BellSchedule) throws(Rejection) -> [PlannedLesson] {
        let week = try plannedWeek(by: bells)
        let days = teachingDays(from: day)
        let count = days.reduce(0) { $0 + week[$1.weekday, default: []].count }
        guard count <= Self.maximumLessons else {
            throw Rejection(
                .tooLarge, field: "entries",
                "the timetable comes to \(count) lessons; the limit is \(Self.maximumLessons)")
        }
        return days.flatMap { day in
            week[day.weekday, default: []].map { $0.lesson(on: day) }
        }
    }

    /// The days from one on that are not off.
    private func teachingDays(from day: Day) -> [Day] {
        let first = max(day, firstDay)
        guard first <= lastDay else { return [] }
        let off = Set(daysOff)
        return (first...lastDay).filter { !off.contains($0) }
    }

    /// Entries with their times, by weekday.
    private func plannedWeek(by bells: BellSchedule) throws(Rejection) -> [Int: [TimedEntry]] {
        let times = Dictionary(uniqueKeysWithValues: bells.bells.map { ($0.number, $0) })
        var week: [Int: [TimedEntry]] = [:]
        for (index, entry) in entries.enumerated() {
            guard let bell = times[entry.number] else {
                throw Rejection(
                    .invalid, field: "entries[\(index)].number", "the bells have no number \(entry.number)")
            }
            week[entry.weekday, default: []].append(TimedEntry(entry: entry, bell: bell))
        }
        return week
    }

    private struct TimedEntry {
        let entry: TimetableEntry
        let bell: Bell

        func lesson(on day: Day) -> PlannedLesson {
            PlannedLesson(
                date: day, number: entry.number, start: bell.start, end: bell.end, group: entry.group,
                course: entry.course, teacher: entry.teacher)
        }
    }
}
