import Foundation
import School

/// By what a record of a roster is known, within its source.
struct RosterKey: Hashable, Sendable {
    let kind: RosterKind
    let school: UUID
    /// What the source calls it.
    let sourcedID: String
}

/// What the journal made of a record when it met it last.
struct RosterRow: Equatable, Sendable {
    var thing: UUID
    /// How many other things stood behind this record before: a class of another year is another class.
    var generation = 0
    /// The source names it no more.
    var isGone = false
    /// The first day as the source said it when the thing began, if it did.
    var saidFirstDay: Day?
    /// Whether the roster at work has named it already.
    var isSeen = true
    /// What the source said when it spoke of it last.
    var said = RosterWords.none
}

/// What one record came to.
enum RosterOutcome: Sendable {
    case added
    case changed
    case ended
    case returned
    case unchanged
    /// Differs from what is recorded only in what cannot be changed any more.
    case kept

    init(isChanged: Bool) { self = isChanged ? .changed : .unchanged }

    /// The same, of something that had ended before.
    func returning(_ wasGone: Bool) -> RosterOutcome { wasGone ? .returned : self }
}

/// The head of a roster: who speaks, from when on, and about what in full.
struct RosterHead: Equatable, Sendable {
    let source: String
    /// What is new begins on this day; what is no more lasted until the day before.
    let effectiveDay: Day
    /// The kinds of which the roster names all there are.
    let whole: Set<RosterKind>
    /// The kinds of names of which the roster has all there are.
    var wholeNames: Set<NamedKind> = []
    /// Taken also where one of this source that took effect later was taken before.
    var isOlder = false
    /// When the newest of what it tells was changed, microseconds UTC; nil where it does not say.
    var changedAt: Int64?

    /// Of which kinds it speaks: of those of which it names all there are; of any, where it does so of none.
    var kinds: [RosterKind] { RosterKind.allCases.filter { whole.isEmpty || whole.contains($0) } }
}

extension Rejection {
    /// A record refers to what its source has not named in this school, or names no more.
    static func unnamed(_ kind: RosterKind, _ field: String) -> Rejection {
        Rejection(.unknown, field: field, "this roster's source has named no such \(kind.word) in this school")
    }

    /// Two records of one roster say the same thing under two ids.
    static func namedTwice(_ kind: RosterKind, _ field: String) -> Rejection {
        Rejection(.exists, field: field, "another record of this source is about the same \(kind.word)")
    }
}
