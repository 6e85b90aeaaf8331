import Foundation
import School
import Testing

@testable import Operator

@Suite struct SampleCityTests {
    private let city: SampleCity

    init() throws { city = try SampleCity(seed: 1, scale: .small) }

    @Test func aSmallCityHasTheThreeKindsOfSchool() throws {
        #expect(city.schools.count == 3)
        let (large, gymnasium, village) = (city.schools[0], city.schools[1], city.schools[2])
        #expect(large.shifts == [.first, .second])
        #expect(Set(large.classes.filter { $0.shift == .second }.map(\.parallel)) == SchoolShape.secondShiftParallels)
        #expect(gymnasium.shifts == [.first])
        #expect(gymnasium.classes.allSatisfy { $0.isSixDay == ($0.parallel >= 8) })
        #expect(village.classes.count == 9 && village.pupils.count < 100)
        #expect(village.classes.allSatisfy { $0.parts.isEmpty }, "small classes are taught whole")
        #expect(large.pupils.count > 500)
    }

    @Test func theLargeScaleHasAHundredSchools() {
        #expect(CityScale.city.shapes.count == 100)
        #expect(Set(CityScale.city.shapes.map(\.name)).count == 100)
    }

    @Test func saturdayIsTaughtWhereTheWeekHasSixDays() {
        for school in city.schools {
            let saturday = Set(school.week.filter { $0.weekday == 6 }.map(\.group))
            let six = school.classes.filter(\.isSixDay).map(\.wholeGroup.id)
            #expect(saturday.isSuperset(of: six))
            #expect(six.isEmpty == saturday.isEmpty)
            #expect(school.week.allSatisfy { (1...6).contains($0.weekday) })
        }
    }

    @Test func nobodyIsInTwoPlacesAndNoClassWaits() {
        struct Slot: Hashable {
            let shift: Shift
            let weekday: Int
            let number: Int
            let who: UUID
        }
        for school in city.schools {
            var taken: Set<Slot> = []
            for lesson in school.week {
                for who in [lesson.group, lesson.teacher] {
                    let slot = Slot(shift: lesson.shift, weekday: lesson.weekday, number: lesson.number, who: who)
                    #expect(taken.insert(slot).inserted)
                }
                #expect((1...lesson.shift.longestDay).contains(lesson.number))
            }
            for one in school.classes {
                let groups = Set([one.wholeGroup.id] + one.parts.values.flatMap { $0 }.map(\.id))
                for day in 1...one.days {
                    let numbers = Set(
                        school.week.filter { groups.contains($0.group) && $0.weekday == day }.map(\.number))
                    #expect(
                        numbers == Set(1...max(1, numbers.count)), "a gap in \(one.parallel)\(one.letter) on \(day)")
                }
            }
        }
    }

    @Test func everyClassHasTheHoursOfItsCurriculum() {
        for school in city.schools {
            for one in school.classes {
                let hours = Curriculum.hours(inParallel: one.parallel, isSixDay: one.isSixDay)
                for subject in Set(hours.map(\.subject)) {
                    let wanted = hours.filter { $0.subject == subject }.reduce(0) { $0 + $1.hours }
                    let courses = Set(
                        school.courses.filter { $0.subject == subject && $0.parallel == one.parallel }.map(\.id))
                    for group in one.groups(for: subject) {
                        #expect(school.week.count { $0.group == group.id && courses.contains($0.course) } == wanted)
                    }
                }
            }
        }
    }

    @Test func grade1AndExtracurricularCoursesHaveNoMarks() throws {
        let courses = city.schools.flatMap(\.courses)
        #expect(
            courses.filter { $0.parallel == 1 }.allSatisfy { $0.policy.marks == .none && $0.policy.homework == .none })
        #expect(
            courses.filter { $0.subject.isExtracurricular }.allSatisfy {
                $0.policy.isExtracurricular && $0.policy.marks == .none
            })
        #expect(courses.contains { $0.policy.marks == .passFail })
        #expect(courses.contains { $0.policy.marks == .fivePoint && $0.policy.homework == .expected })
    }

    @Test func englishIsTaughtInTwoGroupsThatAreTheWholeClass() throws {
        let one = try #require(city.schools[0].classes.first { $0.parallel == 7 })
        let groups = one.groups(for: .english)
        #expect(groups.count == 2)
        #expect(Set(groups.flatMap(\.members).map(\.id)) == Set(one.pupils.map(\.id)))
        let craft = one.groups(for: .craft)
        #expect(craft.allSatisfy { Set($0.members.map(\.gender)).count == 1 })
    }

    @Test func everyPupilHasSomebodyWhoAnswersForIt() {
        for school in city.schools {
            let guarded = Set(school.guardians.flatMap(\.children).map(\.pupil))
            #expect(school.pupils.allSatisfy { guarded.contains($0.id) })
            #expect(school.guardians.contains { $0.children.count > 1 })
            #expect(school.guardians.contains { $0.children.contains { $0.basis == .guardian } })
            #expect(Set(school.guardians.map(\.login)).count == school.guardians.count)
            #expect(Set(school.staff.map(\.login)).count == school.staff.count)
        }
    }

    @Test func aPupilIsAsOldAsItsClass() {
        for pupil in city.schools[0].classes.filter({ $0.parallel == 1 }).flatMap(\.pupils) {
            #expect((2019...2020).contains(pupil.birthDate.calendar.year))
        }
    }

    @Test func everyIDIsUniqueAndOfVersion7() {
        var ids: [UUID] = []
        for school in city.schools {
            ids.append(school.id)
            ids += school.staff.map { $0.id }
            ids += school.pupils.map { $0.id }
            ids += school.guardians.map { $0.id }
            ids += school.groups.map { $0.id }
            ids += school.courses.map { $0.id }
        }
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.bytes[6] >> 4 == 7 })
    }

    @Test func idsAscendAsTheyAreMade() {
        var ids = IDSource(SeededGenerator(seed: 3), from: 1_000_000)
        let made = (0..<5_000).map { _ in ids.next().uuidString }
        #expect(made == made.sorted())
    }

    @Test func theYearHasItsTermsAndNoLessonsOnDaysOff() {
        #expect(SampleYear.schoolDays.count > 150)
        #expect(SampleYear.schoolDays[0] == Day("2026-09-01"))
        #expect(SampleYear.terms.allSatisfy { $0.first < $0.last && $0.first.rawValue > 0 })
        #expect(SampleYear.daysOff.allSatisfy { $0.rawValue > 0 })
        #expect(!SampleYear.schoolDays.contains { SampleYear.daysOff.contains($0) })
    }

    @Test func schoolDaysWorkAndDaysOffDoNot() throws {
        for day in SampleYear.schoolDays {
            #expect(try WorkingCalendar.krasnodar.reasonOff(day, week: .fiveDay) == nil)
        }
        for day in SampleYear.daysOff { #expect(try WorkingCalendar.krasnodar.reasonOff(day, week: .fiveDay) != nil) }
    }
}
