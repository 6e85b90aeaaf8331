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
    /// How many of this kind there were before; nil where nothing ended.
    public private(set) var before: UInt64?
    /// Where what is left out stands in the stage, such as `chunk[3].commands[17].class_sourced_id`: the first of them.
    public private(set) var leftOutPlaces: [String]
    private var counts: [Outcome: UInt64]

    public init(kind: String, _ counts: [Outcome: UInt64] = [:], before: UInt64? = nil, leftOutPlaces: [String] = []) {
        self.kind = kind
        self.before = before
        self.leftOutPlaces = leftOutPlaces
        self.counts = counts.filter { $0.value > 0 }
    }

    /// How many came to this.
    public subscript(outcome: Outcome) -> UInt64 { counts[outcome] ?? 0 }

    fileprivate mutating func note(_ outcome: Outcome, before: UInt64?) {
        counts[outcome, default: 0] += 1
        self.before = before ?? self.before
    }

    fileprivate mutating func note(leftOutAt place: String) { leftOutPlaces.append(place) }
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
    private var placesLeft = StageRun.mostPlaces
    private var counts: [ChangeCount] = []
    private var places: [String: Int] = [:]

    init(id: UUID) { self.id = id }

    /// What was counted so far, the kinds in the order they came in.
    var changes: [ChangeCount] { counts }

    /// Counts one record.
    /// - Parameter before: how many of its kind there were before the stage, where that is to be told.
    public func count(_ kind: String, _ outcome: ChangeCount.Outcome, before: UInt64? = nil) {
        if places[kind] == nil {
            places[kind] = counts.count
            counts.append(ChangeCount(kind: kind))
        }
        if let place = places[kind] { counts[place].note(outcome, before: before) }
    }

    /// Counts the record under way as left out, because of what stands in this field of it.
    public func leaveOut(_ kind: String, _ field: String) {
        count(kind, .leftOut)
        guard placesLeft > 0, let index = places[kind] else { return }
        placesLeft -= 1
        counts[index].note(leftOutAt: place.isEmpty ? field : "\(place).\(field)")
    }
}
