import Foundation
import School

/// Whom to sign in as, to see what the city is for: a teacher whose lessons of the last morning are still empty, and a
/// parent of one of her pupils.
struct Story: Sendable {
    /// The teacher's lessons that can be told of: they have ended, or are under way, when the walk ends at noon.
    private static let numbers = 1...5

    let day: Day
    let school: SampleSchool
    let teacher: SampleStaff
    let schoolClass: SampleClass
    let pupil: SamplePupil
    let parent: SampleGuardian
    /// The lesson to be filled: the later one, whose homework is not overdue yet.
    let lesson: LessonKey
    /// Another one of the teacher's, of another group, to be left empty.
    let empty: LessonKey

    /// The first fit among the classes of the first school; nil: there is none.
    init?(in city: SampleCity, on day: Day) {
        guard let school = city.schools.first else { return nil }
        let absence = Absence(seed: city.seed, school: school.index)
        let owing = Set(
            school.courses.filter { $0.policy.marks == .fivePoint && $0.policy.homework == .expected }.map(\.id))
        let lessons = school.week.filter {
            $0.weekday == day.weekday && $0.shift == .first && Self.numbers.contains($0.number)
                && owing.contains($0.course)
        }
        for lesson in lessons.sorted(by: { $0.number > $1.number }) {
            let schoolClass = school.classes.first { $0.wholeGroup.id == lesson.group && $0.parallel >= 5 }
            let empty = lessons.first { $0.teacher == lesson.teacher && $0.group != lesson.group }
            guard let schoolClass, let empty, let teacher = school.staff.first(where: { $0.id == lesson.teacher }),
                let (pupil, parent) = Self.family(of: schoolClass, in: school, absence, on: day)
            else { continue }
            self.day = day
            self.school = school
            self.teacher = teacher
            self.schoolClass = schoolClass
            self.pupil = pupil
            self.parent = parent
            self.lesson = LessonKey(date: day, number: lesson.number, group: lesson.group)
            self.empty = LessonKey(date: day, number: empty.number, group: empty.group)
            return
        }
        return nil
    }

    /// A pupil who is there that day, and its parent with an account.
    private static func family(
        of schoolClass: SampleClass, in school: SampleSchool, _ absence: Absence, on day: Day
    ) -> (SamplePupil, SampleGuardian)? {
        for pupil in schoolClass.pupils where !absence.isAbsent(pupil, on: day) {
            let parent = school.guardians.first { guardian in
                guardian.hasAccount && guardian.children.contains { $0.pupil == pupil.id }
            }
            if let parent { return (pupil, parent) }
        }
        return nil
    }
}
