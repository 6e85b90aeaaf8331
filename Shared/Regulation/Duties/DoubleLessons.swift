import Foundation
import School

/// A lesson of a day, as far as it matters which lessons are one.
public struct DayLesson: Hashable, Sendable {
    public let id: UUID
    public let day: Day
    /// Its number among the lessons of the day.
    public let number: Int
    public let course: UUID
    public let group: UUID
    public let teacher: UUID

    public init(id: UUID, day: Day, number: Int, course: UUID, group: UUID, teacher: UUID) {
        self.id = id
        self.day = day
        self.number = number
        self.course = course
        self.group = group
        self.teacher = teacher
    }
}

/// Double lessons: consecutive numbers of the same day, course, group and teacher. They owe homework once, after the
/// last of them; topic and roll each for itself.
public enum DoubleLessons {
    /// The lessons parted into those that are one, each run in the order of its numbers.
    /// - Parameter lessons: those that take place; a cancelled one parts what stands on both sides of it.
    public static func runs(of lessons: some Sequence<DayLesson>) -> [[DayLesson]] {
        let sorted = lessons.sorted { $0.order < $1.order }
        return sorted.reduce(into: []) { runs, lesson in
            if let last = runs.last?.last, last.isFollowed(by: lesson) {
                runs[runs.count - 1].append(lesson)
            } else {
                runs.append([lesson])
            }
        }
    }
}

extension DayLesson {
    fileprivate func isFollowed(by next: DayLesson) -> Bool {
        day == next.day && course == next.course && group == next.group && teacher == next.teacher
            && number + 1 == next.number
    }

    /// Puts the lessons of one day, course, group and teacher side by side, by their numbers.
    fileprivate var order: Order {
        Order(
            day: day, course: course.uuidString, group: group.uuidString, teacher: teacher.uuidString, number: number)
    }

    fileprivate struct Order: Comparable {
        let day: Day
        let course: String
        let group: String
        let teacher: String
        let number: Int

        static func < (left: Order, right: Order) -> Bool {
            (left.day, left.course, left.group, left.teacher, left.number)
                < (right.day, right.course, right.group, right.teacher, right.number)
        }
    }
}
