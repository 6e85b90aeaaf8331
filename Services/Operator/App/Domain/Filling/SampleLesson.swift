import Foundation
import School

/// What a lesson is known by in timetable and journal alike.
struct LessonKey: Hashable, Sendable {
    let date: Day
    let number: Int
    let group: UUID
}

/// A lesson of the city's timetable, with the id the journal gave it.
struct SampleLesson: Sendable {
    let id: UUID
    let key: LessonKey
    let bell: SampleBell
    let course: SampleCourse
    let teacher: UUID
    let members: [SamplePupil]
    /// How many lessons this group had in this course before, in this school year.
    let ordinal: Int
}

/// Which lessons a school has on each day, walked through in order.
struct LessonWalk: Sendable {
    private struct Thread: Hashable {
        let group: UUID
        let course: UUID
    }

    private let school: SampleSchool
    private let courses: [UUID: SampleCourse]
    private let groups: [UUID: SampleGroup]
    private let week: [Int: [WeeklyLesson]]
    private var taught: [Thread: Int] = [:]

    init(_ school: SampleSchool) {
        self.school = school
        courses = Dictionary(school.courses.map { ($0.id, $0) }) { first, _ in first }
        groups = Dictionary(school.groups.map { ($0.id, $0) }) { first, _ in first }
        week = Dictionary(grouping: school.week, by: \.weekday)
    }

    /// The lessons of the day after the last one asked for, which may be any later one without a school day between.
    /// - Parameter id: the journal's id of a lesson; a lesson it does not have is left out.
    mutating func lessons(on day: Day, id: (LessonKey) -> UUID?) -> [SampleLesson] {
        guard SampleYear.term(of: day) != nil, !SampleYear.daysOff.contains(day) else { return [] }
        return (week[day.weekday] ?? []).compactMap { weekly in
            let thread = Thread(group: weekly.group, course: weekly.course)
            defer { taught[thread, default: 0] += 1 }
            let key = LessonKey(date: day, number: weekly.number, group: weekly.group)
            guard let id = id(key), let course = courses[weekly.course], let group = groups[weekly.group],
                let bell = weekly.shift.bells.first(where: { $0.number == weekly.number })
            else { return nil }
            return SampleLesson(
                id: id, key: key, bell: bell, course: course, teacher: weekly.teacher, members: group.members,
                ordinal: taught[thread] ?? 0)
        }
    }
}
