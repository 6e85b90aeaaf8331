import Foundation
import School

/// A member of staff who asks for something: who they are, and where and when.
struct StaffMember: Sendable {
    let staff: UUID
    let school: UUID
    let schoolName: String
    /// Nil where no card is left.
    let name: PersonName?
    /// Nil while they work here.
    let lastDay: Day?
    /// Today's.
    let roles: Set<StaffRole>
    /// The present where the school is.
    let time: SchoolTime

    /// Whether they may come in at all today.
    var worksHere: Bool { lastDay.map { time.today <= $0 } ?? true }

    /// Whether they answer for the school's journals and so may read all of them.
    var readsSchool: Bool { !roles.isDisjoint(with: [.head, .deputyHead, .administrator]) }

    /// Whether they may cancel lessons: the deputy head and the administrator, by order.
    var cancelsLessons: Bool { !roles.isDisjoint(with: [.deputyHead, .administrator]) }
}

/// What a member of staff may do with one lesson.
enum LessonAccess: Equatable, Sendable {
    /// They teach it.
    case enter
    /// They answer for the school's journals.
    case read

    /// Nil where the lesson is none of theirs; what they are told then is that there is no such lesson.
    init?(of person: StaffMember, to lesson: LessonHead) {
        guard person.school == lesson.school else { return nil }
        if lesson.teacher == person.staff {
            self = .enter
        } else if person.readsSchool {
            self = .read
        } else {
            return nil
        }
    }
}
