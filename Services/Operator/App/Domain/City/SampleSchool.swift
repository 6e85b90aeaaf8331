import Foundation
import School

/// A class, and the groups it is taught in.
struct SampleClass: Sendable {
    let id: UUID
    let parallel: Int
    let letter: String
    let shift: Shift
    let isSixDay: Bool
    let pupils: [SamplePupil]
    let wholeGroup: SampleGroup
    /// Parts for the subjects that are taught in parts.
    let parts: [Subject: [SampleGroup]]

    var days: Int { isSixDay ? 6 : 5 }

    func groups(for subject: Subject) -> [SampleGroup] { parts[subject] ?? [wholeGroup] }
}

struct SampleGroup: Sendable {
    let id: UUID
    let name: String
    /// Nil where pupils of several classes meet.
    let classID: UUID?
    let isWholeClass: Bool
    let members: [SamplePupil]
}

struct SampleCourse: Sendable {
    let id: UUID
    let subject: Subject
    let parallel: Int

    var policy: CoursePolicy { subject.policy(inParallel: parallel) }
}

/// One lesson of every week.
struct WeeklyLesson: Hashable, Sendable {
    /// 1 Monday to 7 Sunday.
    let weekday: Int
    let number: Int
    let shift: Shift
    let group: UUID
    let course: UUID
    let teacher: UUID
}

/// A whole school as it is made from a seed.
struct SampleSchool: Sendable {
    let index: Int
    let id: UUID
    let shape: SchoolShape
    let staff: [SampleStaff]
    let classes: [SampleClass]
    /// Groups of pupils of several classes.
    let clubs: [SampleGroup]
    let courses: [SampleCourse]
    let guardians: [SampleGuardian]
    let bells: [Shift: UUID]
    let week: [WeeklyLesson]

    var groups: [SampleGroup] {
        classes.flatMap { [$0.wholeGroup] + $0.parts.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap(\.value) }
            + clubs
    }
    var pupils: [SamplePupil] { classes.flatMap(\.pupils) }
    var shifts: [Shift] { Shift.allCases.filter { bells[$0] != nil } }

    func staff(_ role: SampleRole) -> SampleStaff? { staff.first { $0.role == role } }
}
