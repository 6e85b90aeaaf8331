import Foundation
import School

/// A record, whose it is, and where in the file it stands.
struct RosterEntry: Equatable, Sendable {
    let school: UUID
    let record: RosterRecord
    let place: RosterPlace
    /// Where the file says which school it is, if in another place.
    var schoolPlace: RosterPlace?

    /// Where a field of the record comes from.
    /// - Parameter column: what the file calls it; nil: as the journal does.
    func place(of field: String, _ column: (RosterRecord, String) -> String?) -> RosterPlace {
        if field == "school_id", let schoolPlace { return schoolPlace }
        guard !record.isOfName else { return place }
        return place.at(column(record, field) ?? field)
    }
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
    /// The kinds of names of which all there are stand here.
    var wholeNames: Set<NamedKind> = []

    /// How many things it tells of.
    var recordCount: Int { entries.count { !$0.record.isOfName } }
    /// Brought although one of the same source that took effect later was taken.
    var isOlder = false
    /// When the newest of what it tells was changed, microseconds UTC; nil where it does not say.
    var changedAt: Int64?
}
