import Foundation
import School
import Testing

@testable import Operator

@Suite struct CityPlanTests {
    private let city: SampleCity

    init() throws { city = try SampleCity(seed: 1, scale: .small) }

    /// All orders of the first days, lessons having ids that depend on their keys alone.
    private func orders(_ city: SampleCity, days: Int, story: Story? = nil) -> [SampleOrder] {
        var plan = CityPlan(city, accounts: .init(verifier: "$scrypt$", hasDiary: true), story: story)
        return plan.days(through: SampleYear.schoolDays[days - 1]).flatMap { day in
            plan.foundations(on: day) + plan.entries(on: day, id: Self.id)
        }
    }

    private static func id(_ key: LessonKey) -> UUID {
        let group = key.group.bytes.reduce(UInt64(0)) { $0 &* 31 &+ UInt64($1) }
        return UUID(high: UInt64(bitPattern: Int64(key.date.rawValue)) << 8 | UInt64(key.number), low: group)
    }

    @Test func theSameSeedGivesTheSameOrders() throws {
        #expect(orders(city, days: 2) == orders(try SampleCity(seed: 1, scale: .small), days: 2))
    }

    @Test func anotherSeedGivesOthers() throws {
        let other = try SampleCity(seed: 2, scale: .small)
        #expect(Set(orders(city, days: 1).map(\.id)).isDisjoint(with: orders(other, days: 1).map(\.id)))
    }

    @Test func moreDaysChangeNothingOfTheEarlierOnes() {
        let (two, three) = (orders(city, days: 2), orders(city, days: 3))
        #expect(Array(three.prefix(two.count)) == two)
        #expect(three.count > two.count)
    }

    @Test func everyOrderHasItsOwnIDAndLeavesItsOwnFact() {
        let all = orders(city, days: 3)
        #expect(Set(all.map(\.id)).count == all.count)
        #expect(Set(all.map(\.command.fact)).count == all.count)
    }

    @Test func stepsAscendAndSendNothingBeforeWhatItRestsOn() {
        var made: Set<UUID> = []
        for step in SampleStep.steps(of: orders(city, days: 3)) {
            for order in step.orders {
                if case .giveMark(_, let work, _, _, _) = order.command { #expect(made.contains(work)) }
                if case .enrolInClass(_, let pupil, let one, _, _) = order.command {
                    #expect(made.contains(pupil) && made.contains(one))
                }
                if case .enrolInGroup(_, _, let group, _, _) = order.command { #expect(made.contains(group)) }
            }
            for order in step.orders { if case .made(let id) = order.command.fact { made.insert(id) } }
        }
    }

    @Test func timetablesAreWithinTheJournalsLimits() {
        for school in city.schools {
            for order in SetUp.orders(of: school, in: city, accounts: nil) {
                guard case .approveTimetable(_, _, let days, let off, let entries) = order.command else { continue }
                #expect(entries.count <= 4_000)
                #expect(days.filter { !off.contains($0) }.count { $0.weekday <= 5 } * entries.count / 5 <= 20_000)
                #expect(off.allSatisfy { days.contains($0) })
            }
        }
    }

    @Test func someEntriesAreLateSomeAreMissingAndMostAreInTime() {
        let all = orders(city, days: 8)
        let lessons = Set(
            all.compactMap { order -> UUID? in
                if case .takeRoll(let lesson, _) = order.command { lesson } else { nil }
            })
        let topics = all.compactMap { order -> UUID? in
            if case .recordTopic(let lesson, _, _) = order.command { lesson } else { nil }
        }
        #expect(Double(Set(topics).intersection(lessons).count) > 0.85 * Double(lessons.count))
        #expect(Set(topics).count < lessons.union(topics).count, "some topics are missing")
        let nones = all.count { if case .recordHomework(_, _, nil) = $0.command { true } else { false } }
        #expect(nones > 0)
        #expect(all.contains { if case .cancelLesson = $0.command { true } else { false } })
        let absences = all.contains { order in
            if case .takeRoll(_, let entries) = order.command { entries.contains { $0.code == .ill } } else { false }
        }
        #expect(absences)
    }

    @Test func whoMissedALessonGetsNoMarkButADotForItsWrittenWork() {
        var missing: [UUID: Set<UUID>] = [:]
        var works: [UUID: UUID] = [:]
        var dots = 0
        for order in orders(city, days: 12) {
            switch order.command {
            case .takeRoll(let lesson, let entries):
                missing[lesson] = Set(entries.filter { $0.code.isAbsence }.map(\.pupil))
            case .createWork(let work, let lesson, _, _, _): works[work] = lesson
            case .giveMark(_, let work, let pupil, let value, _):
                // Where the roll was never taken, nobody knows.
                guard let absent = works[work].flatMap({ missing[$0] }) else { continue }
                #expect((value == .owed) == absent.contains(pupil))
                dots += value == .owed ? 1 : 0
            default: break
            }
        }
        #expect(dots > 0)
    }

    @Test func theStorysTeacherLeavesTheLastMorningToOthers() throws {
        let day = SampleYear.schoolDays[2]
        let story = try #require(Story(in: city, on: day))
        #expect(story.parent.hasAccount)
        #expect(story.parent.children.contains { $0.pupil == story.pupil.id })
        #expect(story.schoolClass.pupils.contains { $0.id == story.pupil.id })
        let told = orders(city, days: 3, story: story)
        let all = orders(city, days: 3)
        #expect(told.count < all.count)
        let dropped = Set(all.map(\.id)).subtracting(told.map(\.id))
        #expect(
            all.filter { dropped.contains($0.id) }.allSatisfy {
                $0.actor == story.teacher.id || $0.actor == story.school.staff(.deputyHead)?.id
            })
    }

    @Test func entriesAreMadeAtWholeSlotsOfTheDay() {
        for order in orders(city, days: 2) where order.command.isEntry {
            let local = city.zone.local(atMicroseconds: order.instant)
            #expect(Int(local.minute.rawValue) % LessonFilling.slot == 0)
        }
    }
}
