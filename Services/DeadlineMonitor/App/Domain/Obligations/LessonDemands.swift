import Foundation
import Regulation
import School

/// What the rules of the lesson's own hours ask of lessons.
struct LessonDemands: Sendable {
    let regulation: RegulationVersion

    /// Topic and roll of a lesson; of a cancelled one nothing.
    func ownDemands(of lesson: JournalLesson, on ground: DutyGround) -> [Demand] {
        guard !lesson.isCancelled else { return [] }
        return [
            demand(.topic, lesson, end: lesson.end, fulfilledAt: lesson.topicAt, ground),
            demand(.attendance, lesson, end: lesson.end, fulfilledAt: lesson.rollAt, ground),
        ].compactMap { $0 }
    }

    /// Homework of the lessons that one group has on one day: once for a double lesson, under its first.
    func homeworkDemands(of lessons: [JournalLesson], on ground: (JournalLesson) throws -> DutyGround) rethrows
        -> [Demand]
    {
        let standing = lessons.filter { !$0.isCancelled }
        let byID = Dictionary(standing.map { ($0.id, $0) }) { first, _ in first }
        return try DoubleLessons.runs(of: standing.map(\.dayLesson)).compactMap { run in
            let run = run.compactMap { byID[$0.id] }
            guard let first = run.first, let last = run.last else { return nil }
            return demand(
                .homework, first, end: last.end, fulfilledAt: run.compactMap(\.homeworkAt).min(), try ground(first))
        }
    }

    private func demand(
        _ rule: Rule, _ lesson: JournalLesson, end: MinuteOfDay, fulfilledAt: Int64?, _ ground: DutyGround
    ) -> Demand? {
        guard regulation.exemption(from: rule, policy: ground.policy, parallel: ground.parallel) == nil else {
            return nil
        }
        let zones = ground.zones
        let due = regulation.lessonDue(rule, day: lesson.day, end: end, zones: zones)
        return Demand(
            key: ObligationKey(rule: rule, subject: lesson.id, pupil: nil), lesson: lesson.id, due: due,
            heldAt: Held.instant(day: lesson.day, end: end, zones: zones), fulfilledAt: fulfilledAt)
    }
}
