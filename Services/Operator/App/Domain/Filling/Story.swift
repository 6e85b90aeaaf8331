import Foundation
import School

/// Whom to sign in as, to see what the city is for: a teacher whose lessons of the last morning are still empty, and a
/// parent of one of her pupils.
struct Story: Sendable {
    /// The lessons of the day that lie open: they have ended, or are under way, when the walk ends at noon.
    private static let numbers = 3...5

    let day: Day
    let school: SampleSchool
    let teacher: SampleStaff
    let schoolClass: SampleClass
    let pupil: SamplePupil
    let parent: SampleGuardian

    /// The first fit among the classes of the first school, the fifth parallel before others; nil: there is none.
    init?(in city: SampleCity, on day: Day) {
        guard let school = city.schools.first else { return nil }
        let classes = school.classes.filter { $0.shift == .first && $0.parallel >= 5 }
        for one in classes {
            if let story = Self.fit(one, school, city, day) {
                self = story
                return
            }
        }
        return nil
    }

    private init(_ day: Day, _ school: SampleSchool, _ teacher: SampleStaff, _ one: SampleClass,
        _ pupil: SamplePupil, _ parent: SampleGuardian
    ) {
        self.day = day
        self.school = school
        self.teacher = teacher
        schoolClass = one
        self.pupil = pupil
        self.parent = parent
    }

    private static func fit(_ one: SampleClass, _ school: SampleSchool, _ city: SampleCity, _ day: Day) -> Story? {
        let marked = Set(school.courses.filter { $0.policy.marks == .fivePoint && $0.policy.homework == .expected }.map(\.id))
        let lessons = school.week.filter {
            $0.weekday == day.weekday && $0.group == one.wholeGroup.id && numbers.contains($0.number)
                && marked.contains($0.course)
        }
        let absence = Absence(seed: city.seed, school: school.index)
        for lesson in lessons.sorted(by: { $0.number > $1.number }) {
            guard let teacher = school.staff.first(where: { $0.id == lesson.teacher }) else { continue }
            for pupil in one.pupils where !absence.isAbsent(pupil, on: day) {
                let parent = school.guardians.first { guardian in
                    guardian.hasAccount && guardian.children.contains { $0.pupil == pupil.id }
                }
                if let parent { return Story(day, school, teacher, one, pupil, parent) }
            }
        }
        return nil
    }
}
