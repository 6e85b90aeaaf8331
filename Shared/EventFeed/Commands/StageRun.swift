import Foundation

/// How many staged records of a kind did what; each record counts once.
public struct ChangeCount: Equatable, Sendable {
    /// What a record came to.
    public enum Outcome: CaseIterable, Sendable {
        case added
        case changed
        case ended
        /// Named again after it had ended.
        case returned
        case unchanged
        /// Differs from what is recorded only in what cannot be changed any more.
        case kept
        /// About what an earlier import named and left out: so is this.
        case leftOut
    }

    /// Such as `pupil`.
    public let kind: String
    /// Where what is left out stands in the stage, such as `chunk[3].commands[17].class_sourced_id`: the first of them.
    public private(set) var leftOutPlaces: [String]
    private var counts: [Outcome: UInt64]

    public init(kind: String, _ counts: [Outcome: UInt64] = [:], leftOutPlaces: [String] = []) {
        self.kind = kind
        self.leftOutPlaces = leftOutPlaces
        self.counts = counts.filter { $0.value > 0 }
    }

    /// How many came to this.
    public subscript(outcome: Outcome) -> UInt64 { counts[outcome] ?? 0 }

    mutating func note(_ outcome: Outcome) { counts[outcome, default: 0] += 1 }
    mutating func note(leftOutAt place: String) { leftOutPlaces.append(place) }
}

/// One staged import being applied: what its commands share.
public final class StageRun {
    /// The most places of what is left out that are told.
    static let mostPlaces = 100

    /// The stage's id.
    public let id: UUID
    /// What the handler keeps from one command of the stage to the next.
    public var memory: AnyObject?
    /// Where in the stage the command under way stands.
    var place = ""
    private var placesLeft = mostPlaces
    private var counts: [ChangeCount] = []
    private var places: [String: Int] = [:]

    init(id: UUID) { self.id = id }

    /// What was counted so far, the kinds in the order they came in.
    var changes: [ChangeCount] { counts }

    /// Counts one record.
    public func count(_ kind: String, _ outcome: ChangeCount.Outcome) {
        if places[kind] == nil {
            places[kind] = counts.count
            counts.append(ChangeCount(kind: kind))
        }
        if let place = places[kind] { counts[place].note(outcome) }
    }

    /// Counts the record under way as left out, because of what stands in this field of it.
    public func leaveOut(_ kind: String, _ field: String) {
        count(kind, .leftOut)
        guard placesLeft > 0, let index = places[kind] else { return }
        placesLeft -= 1
        counts[index].note(leftOutAt: place.isEmpty ? field : "\(place).\(field)")
    }
}
