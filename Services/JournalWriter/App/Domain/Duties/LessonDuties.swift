import Foundation
import Regulation
import School

/// What a lesson's record still lacks, and until when, by the rules of clause 3.5.
struct LessonDuties: Equatable, Sendable {
    enum State: Equatable, Sendable {
        /// The rule asks nothing of this lesson.
        case exempt(Exemption)
        case done
        case owed(Deadline)
    }

    /// Until when something is owed.
    struct Deadline: Equatable, Sendable {
        /// Nil where it would have to be guessed: the working calendar of that year is not known.
        let due: Due?
        let isOverdue: Bool

        init(_ due: Due?, now: Int64) {
            self.due = due
            isOverdue = due.map { now > $0.instant } ?? false
        }
    }

    /// Marks that are owed for one work until one instant.
    struct Marks: Equatable, Sendable {
        let work: UUID
        let kind: WorkKind
        /// How many pupils have none.
        let pupils: Int
        let deadline: Deadline
    }

    let topic: State
    /// A topic stands, entered before the lesson's day: it is still to be confirmed.
    let isTopicEarly: Bool
    let homework: State
    let roll: State
    /// A roll stands, taken too early for where the lesson has moved since: it is still to be confirmed.
    let isRollEarly: Bool
    /// Nil: marks are owed for a work, or nothing was asked for; see ``marks``.
    let marksExemption: Exemption?
    let marks: [Marks]

    var isComplete: Bool {
        marks.isEmpty
            && [topic, homework, roll].allSatisfy {
                if case .owed = $0 { false } else { true }
            }
    }

    var isOverdue: Bool {
        marks.contains(where: \.deadline.isOverdue)
            || [topic, homework, roll].contains {
                if case .owed(let deadline) = $0 { deadline.isOverdue } else { false }
            }
    }
}

/// What duties rest on beside the lesson itself.
struct DutyRules: Sendable {
    let regulation: RegulationVersion
    /// The class's.
    let calendar: ClassCalendar
    let zones: ZoneHistory
    /// Microseconds UTC.
    let now: Int64

    /// - Parameter run: the lessons that count as one with it (a double lesson), itself included, by number.
    /// - Returns: nil for a cancelled lesson, which owes nothing.
    func duties(of sheet: LessonSheet, in run: [LessonHead]) -> LessonDuties? {
        let lesson = sheet.head
        guard lesson.cancellation == nil else { return nil }
        let end = run.map(\.end).max() ?? lesson.end
        return LessonDuties(
            topic: state(.topic, lesson, isDone: counts(.topic, lesson.topicAt, lesson)),
            isTopicEarly: lesson.topic != nil && !counts(.topic, lesson.topicAt, lesson),
            homework: state(.homework, lesson, end: end, isDone: run.contains { $0.homework != nil }),
            roll: state(.attendance, lesson, isDone: counts(.attendance, lesson.rollTakenAt, lesson)),
            isRollEarly: lesson.rollVersion > 0 && !counts(.attendance, lesson.rollTakenAt, lesson),
            marksExemption: exemption(.mark, lesson), marks: marks(of: sheet))
    }

    /// Whether an entry counts; a topic entered before the lesson's day does not until it is confirmed, nor does a roll
    /// taken when the lesson was to come earlier.
    private func counts(_ rule: Rule, _ recordedAt: Int64?, _ lesson: LessonHead) -> Bool {
        recordedAt.map {
            regulation.counts(rule, recordedAt: $0, day: lesson.date, start: lesson.start, zones: zones)
        } ?? false
    }

    private func exemption(_ rule: Rule, _ lesson: LessonHead) -> Exemption? {
        regulation.exemption(
            from: rule, policy: lesson.course.policy, parallel: lesson.group.schoolClass?.parallel)
    }

    private func state(
        _ rule: Rule, _ lesson: LessonHead, end: MinuteOfDay? = nil, isDone: Bool
    ) -> LessonDuties.State {
        // An entry is shown as made also where none was asked for.
        if isDone { return .done }
        if let exemption = exemption(rule, lesson) { return .exempt(exemption) }
        let due = try? regulation.due(
            rule, day: lesson.date, end: end ?? lesson.end, calendar: calendar, zones: zones)
        return .owed(.init(due, now: now))
    }

    private func marks(of sheet: LessonSheet) -> [LessonDuties.Marks] {
        guard exemption(.mark, sheet.head) == nil else { return [] }
        return sheet.works.filter(\.marksRequired).flatMap { work in marks(of: work, in: sheet) }
    }

    private func marks(of work: WorkHead, in sheet: LessonSheet) -> [LessonDuties.Marks] {
        let base = MarkBase.day(lesson: sheet.head.date, homeworkDue: work.due)
        let pupils = sheet.pupils.filter(\.isMember).map { $0.atWork(work.work, zones) }
        let missing = pupils.filter { $0.mark == nil }
        guard let duties = try? regulation.markDuties(of: pupils, base: base, calendar: calendar, zones: zones) else {
            let owed = missing.filter { $0.presence != .absent || $0.workedOn != nil }.count
            return owed == 0 ? [] : [marks(work, owed, nil)]
        }
        let single = Set(duties.compactMap(\.pupil))
        let together = missing.filter { $0.presence != .absent && !single.contains($0.pupil) }.count
        return duties.filter { $0.fulfilledAt == nil }.map { duty in
            marks(work, duty.pupil == nil ? together : 1, duty.due)
        }
    }

    private func marks(_ work: WorkHead, _ pupils: Int, _ due: Due?) -> LessonDuties.Marks {
        LessonDuties.Marks(work: work.work, kind: work.kind, pupils: pupils, deadline: .init(due, now: now))
    }
}

extension PupilLine {
    /// As the rule for marks sees a pupil. When a mark was recorded does not matter here: what stands is not owed.
    fileprivate func atWork(_ work: UUID, _ zones: ZoneHistory) -> PupilAtWork {
        let isMarked = marks[work].map { $0.value != .owed } ?? false
        return PupilAtWork(
            pupil: pupil, presence: presence(zones), mark: isMarked ? .init(recordedAt: 0) : nil,
            workedOn: worked[work]?.day(in: zones))
    }

    private func presence(_ zones: ZoneHistory) -> PupilAtWork.Presence {
        if attendance.code.isAbsence { return .absent }
        return correctedAt.map { .correctedToPresent(on: zones.local(at: $0).day) } ?? .present
    }
}

extension LessonSheet {
    /// The last day that marks of its works are counted from.
    func lastMarkBase(in zones: ZoneHistory) -> Day {
        let days = works.compactMap(\.due) + pupils.flatMap { $0.worked.values.map { $0.day(in: zones) } }
        return days.reduce(head.date, max)
    }
}
