import Foundation
import School

/// A record, whose it is, and where in the file it stands.
struct RosterEntry: Equatable, Sendable {
    let school: UUID
    let record: RosterRecord
    let place: RosterPlace
}

/// What one delivery says, in the order in which the journal takes it: a record after those it refers to.
struct Roster: Equatable, Sendable {
    /// The longest name of a source, in bytes.
    static let longestSource = 64

    /// Who speaks, such as "oneroster:city.example": what one source calls by an id has nothing to do with another's.
    let source: String
    /// What is new begins on this day unless it says another; what is no more lasted until the day before.
    let effectiveDay: Day
    /// The kinds of which all there are stand here: what an earlier delivery named and this one does not, ends.
    let whole: Set<RosterKind>
    let entries: [RosterEntry]
    /// Brought although one of the same source that took effect later was taken.
    var isOlder = false
}
