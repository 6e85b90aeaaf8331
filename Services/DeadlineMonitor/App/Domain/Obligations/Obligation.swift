import Foundation
import Regulation
import School

/// Whose entry it is that is owed: a rule, the lesson or work it is about, and the pupil where one is meant.
struct ObligationKey: Hashable, Sendable {
    let rule: Rule
    /// The lesson; for marks the work.
    let subject: UUID
    /// Whose mark is owed; nil where the whole group's are.
    let pupil: UUID?
}

/// What somebody has to enter in the journal, and by when.
struct Obligation: Equatable, Sendable {
    let key: ObligationKey
    /// The lesson it is about; a work's is the one the work belongs to.
    let lesson: UUID
    /// Microseconds UTC; nil where it would have to be guessed, because no working calendar of the year is known.
    /// Fulfilled, it is the one by which the entry was judged.
    var due: Int64?
    /// From when on there may be an alert, microseconds UTC: the due instant, but not before the lesson was held.
    var raiseAt: Int64?
    /// When it was fulfilled, microseconds UTC.
    var fulfilledAt: Int64?
    /// Nothing is owed any more. Kept only where an alert tells of it.
    var isVoid = false
    /// When the journal recorded what it last came of, microseconds UTC.
    var setAt: Int64 = 0
    /// An alert stands open for its due instant.
    var isRaised = false
    /// There has been an alert for some due instant of it.
    var wasRaised = false

    var isOpen: Bool { fulfilledAt == nil && !isVoid }

    /// The instant of the journal at which it is overdue: work that is asked for when its deadline has passed is overdue
    /// from then on. It does not depend on when anybody looked.
    var overdueAt: Int64? { raiseAt.map { max($0, setAt) } }
}

/// What the present state of the journal asks for.
struct Demand: Equatable, Sendable {
    let key: ObligationKey
    let lesson: UUID
    let due: Int64?
    let raiseAt: Int64?
    let fulfilledAt: Int64?

    init(key: ObligationKey, lesson: UUID, due: Due?, heldAt: Int64, fulfilledAt: Int64?) {
        self.key = key
        self.lesson = lesson
        self.due = due?.instant
        raiseAt = due.map { max($0.instant, heldAt) }
        self.fulfilledAt = fulfilledAt
    }
}
