import Foundation
import School

/// A lesson as it is shown: where it stands in the day, and what was entered in it.
struct LessonHead: Equatable, Sendable {
    let lesson: UUID
    let school: UUID
    let version: Version
    let date: Day
    let number: Int
    let start: MinuteOfDay
    let end: MinuteOfDay
    let teacher: UUID
    let course: CourseHead
    let group: GroupHead
    let topic: String?
    /// When it was recorded, microseconds UTC.
    let topicAt: Int64?
    let homework: HomeworkEntry?
    let cancellation: Cancellation?
    /// 0 while the roll has not been taken.
    let rollVersion: Version
    /// When it was last taken, microseconds UTC.
    let rollTakenAt: Int64?
}

struct CourseHead: Equatable, Sendable {
    let course: UUID
    let name: String
    let policy: CoursePolicy
}

/// Who is taught: a whole class, a part of one, or pupils of several.
struct GroupHead: Equatable, Sendable {
    let group: UUID
    let name: String
    let isWholeClass: Bool
    /// Nil where pupils of several classes meet.
    let schoolClass: ClassHead?

    /// Which enrolments make a pupil a member.
    var membership: GroupMembership {
        GroupMembership(group: group, wholeClass: isWholeClass ? schoolClass?.schoolClass : nil)
    }
}

struct ClassHead: Equatable, Sendable {
    let schoolClass: UUID
    let parallel: Int
    let letter: String

    /// «7А».
    var name: String { "\(parallel)\(letter)" }
}
