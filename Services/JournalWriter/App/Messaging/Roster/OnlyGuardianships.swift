import Contracts
import Foundation
import School

/// Whose guardianships end that the roster at work names no more, though it says nothing of most others.
struct OnlyGuardianships: RosterRecord {
    static let name = "OnlyGuardianships"
    /// A family has few pupils; the head of an orphanage stands for all of it.
    static let mostKept = 1_000

    /// The pupil or the guardian.
    let person: Person
    /// What the source calls those on the other side whose guardianships stay.
    let keep: [String]

    struct Person: Equatable, Sendable {
        let kind: RosterKind
        let sourcedID: String

        var field: String { "\(kind.word)_sourced_id" }
        /// Whom the guardianships are with.
        var otherKind: RosterKind { kind == .pupil ? .guardian : .pupil }

        func other(in state: GuardianshipState) -> UUID { kind == .pupil ? state.guardian : state.pupil }
    }

    static func naming(_ wire: WireOnlyGuardianships) -> (kind: RosterKind, sourcedID: String)? { nil }

    init(_ wire: WireOnlyGuardianships) throws(Rejection) {
        person = try Self.person(wire.person)
        guard wire.keep.count <= Self.mostKept else {
            throw Rejection(
                .tooLarge, field: "keep", "\(wire.keep.count) ids to be kept; the limit is \(Self.mostKept)")
        }
        var keep: [String] = []
        for (index, id) in wire.keep.enumerated() { keep.append(try Field.sourcedID(true, id, "keep[\(index)]")) }
        self.keep = keep
    }

    private static func person(_ wire: WireOnlyGuardianships.OneOf_Person?) throws(Rejection) -> Person {
        switch wire {
        case .pupilSourcedID(let id):
            Person(kind: .pupil, sourcedID: try Field.sourcedID(true, id, "pupil_sourced_id"))
        case .guardianSourcedID(let id):
            Person(kind: .guardian, sourcedID: try Field.sourcedID(true, id, "guardian_sourced_id"))
        case nil: throw Rejection(.missing, field: "person", "the pupil or the guardian is missing")
        }
    }

    func carryOut(in context: RosterContext) throws {
        let thing = try context.thing(person.kind, person.sourcedID, person.field)
        let kept = Set(try keep.compactMap { try context.named(person.otherKind, $0) })
        for tie in try context.store.guardianships(with: thing, person.kind, after: context.effective - 1) {
            guard try context.namesNoMore(tie), let state = try context.store.guardianshipState(tie),
                !kept.contains(person.other(in: state))
            else { continue }
            try context.end(tie, .guardianship)
        }
    }
}

extension RosterContext {
    /// What the source calls so, if it ever did.
    fileprivate func named(_ kind: RosterKind, _ sourcedID: String) throws -> UUID? {
        try store.row(key(kind, sourcedID), in: run)?.thing
    }

    /// Whether an earlier roster of this source named the guardianship and the one at work has not. What another source
    /// named, or a person entered, is theirs to end.
    fileprivate func namesNoMore(_ guardianship: UUID) throws -> Bool {
        let keys = try store.keys(of: guardianship, kind: .guardianship, in: run)
        return !keys.isEmpty && keys.allSatisfy { !$0.isSeen }
    }
}
