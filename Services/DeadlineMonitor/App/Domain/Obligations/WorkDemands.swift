import Foundation
import Regulation
import School

/// A work with marks required.
struct RequiredWork: Equatable, Sendable {
    let id: UUID
    let homeworkDue: Day?
    let isWithdrawn: Bool
}

/// What the rule of marks asks of works.
struct WorkDemands: Sendable {
    let regulation: RegulationVersion

    /// The obligations of a work: its own, and those of pupils with a due of their own. Where the due would have to be
    /// guessed, one without it.
    func demands(
        of work: RequiredWork, lesson: JournalLesson, pupils: [PupilAtWork], calendar: ClassCalendar,
        on ground: DutyGround
    ) -> [Demand] {
        guard !work.isWithdrawn, !lesson.isCancelled,
            regulation.exemption(from: .mark, policy: ground.policy, parallel: ground.parallel) == nil
        else { return [] }
        let heldAt = Held.instant(day: lesson.day, end: lesson.end, zones: ground.zones)
        let demand = { (pupil: UUID?, due: Due?, fulfilledAt: Int64?) in
            Demand(
                key: ObligationKey(rule: .mark, subject: work.id, pupil: pupil), lesson: lesson.id, due: due,
                heldAt: heldAt, fulfilledAt: fulfilledAt)
        }
        do {
            let base = MarkBase.day(lesson: lesson.day, homeworkDue: work.homeworkDue)
            return try regulation.markDuties(of: pupils, base: base, calendar: calendar, zones: ground.zones)
                .map { demand($0.pupil, $0.due, $0.fulfilledAt) }
        } catch {
            return [demand(nil, nil, nil)]
        }
    }
}
