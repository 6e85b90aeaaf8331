import Foundation
import Regulation
import School
import Testing

@Suite struct DutyTests {
    private func policy(
        marks: MarkScale = .fivePoint, homework: HomeworkPolicy = .expected, extracurricular: Bool = false
    ) -> CoursePolicy {
        CoursePolicy(marks: marks, homework: homework, countsInFilling: true, isExtracurricular: extracurricular)
    }

    private func exemptions(_ policy: CoursePolicy, parallel: Int?) -> [Exemption?] {
        Rule.allCases.map { rules.exemption(from: $0, policy: policy, parallel: parallel) }
    }

    @Test("An ordinary course has every duty, a pass-fail course too, and a group of several classes")
    func ordinary() {
        #expect(exemptions(policy(), parallel: 2) == [nil, nil, nil, nil])
        #expect(exemptions(policy(marks: .passFail), parallel: 11) == [nil, nil, nil, nil])
        #expect(exemptions(policy(), parallel: nil) == [nil, nil, nil, nil])
    }

    @Test("Each exemption stands for itself: no homework by order, no marks, grade 1, extracurricular courses")
    func exempt() {
        #expect(exemptions(policy(homework: .none), parallel: 5) == [nil, .noHomeworkByOrder, nil, nil])
        #expect(exemptions(policy(marks: .none), parallel: 4) == [nil, nil, nil, .noMarks])
        #expect(exemptions(policy(), parallel: 1) == [nil, nil, nil, .unmarkedParallel])
        #expect(
            exemptions(policy(extracurricular: true), parallel: 5) == [nil, .extracurricular, nil, .extracurricular])
    }

    @Test("A topic counts from 00:00 of the lesson's day on, not a microsecond before")
    func earlyTopic() throws {
        let thursday = try day("2026-09-03")
        let midnight = try moscow().start(of: thursday)
        let start = try minute("08:30")
        let zones = try moscow()
        #expect(!rules.counts(.topic, recordedAt: midnight - 1, day: thursday, start: start, zones: zones))
        #expect(rules.counts(.topic, recordedAt: midnight, day: thursday, start: start, zones: zones))
    }

    @Test("A roll counts from ten minutes before the start; without bells from 00:00 of the day")
    func earlyRoll() throws {
        let thursday = try day("2026-09-03")
        let zones = try moscow()
        let opening = zones.zone(on: thursday).microseconds(of: thursday, try minute("08:20"))
        let start = try minute("08:30")
        #expect(!rules.counts(.attendance, recordedAt: opening - 1, day: thursday, start: start, zones: zones))
        #expect(rules.counts(.attendance, recordedAt: opening, day: thursday, start: start, zones: zones))
        let midnight = zones.start(of: thursday)
        #expect(!rules.counts(.attendance, recordedAt: midnight - 1, day: thursday, start: nil, zones: zones))
        #expect(rules.counts(.attendance, recordedAt: midnight, day: thursday, start: nil, zones: zones))
    }

    @Test("Homework and marks count however early they come", arguments: [Rule.homework, .mark])
    func anyTime(rule: Rule) throws {
        #expect(rules.counts(rule, recordedAt: 0, day: try day("2026-09-03"), start: nil, zones: try moscow()))
    }

    private func lesson(
        _ number: Int, day: String = "2026-09-03", course: UInt64 = 1, group: UInt64 = 1, teacher: UInt64 = 1
    ) throws -> DayLesson {
        DayLesson(
            id: id(UInt64(number)), day: try RegulationTests.day(day), number: number, course: id(course),
            group: id(group), teacher: id(teacher))
    }

    @Test("Lessons of consecutive numbers are one, in any order given; a gap parts them")
    func runs() throws {
        let runs = DoubleLessons.runs(of: [try lesson(5), try lesson(2), try lesson(3), try lesson(1)])
        #expect(runs.map { $0.map(\.number) } == [[1, 2, 3], [5]])
    }

    @Test("Another day, course, group or teacher makes another lesson")
    func different() throws {
        let first = try lesson(1)
        for other in [
            try lesson(2, day: "2026-09-04"), try lesson(2, course: 2), try lesson(2, group: 2),
            try lesson(2, teacher: 2),
        ] {
            #expect(DoubleLessons.runs(of: [first, other]).count == 2)
        }
        #expect(DoubleLessons.runs(of: [first, try lesson(2)]).count == 1)
        #expect(DoubleLessons.runs(of: []).isEmpty)
    }
}
