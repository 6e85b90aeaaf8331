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
        guard !context.session.hasFailed(context.key(person.kind, person.sourcedID)) else { throw FollowsRejected() }
        let user = NamedKey(kind: .user, sourcedID: person.sourcedID)
        for (key, row) in try context.records(named: user) where key.kind == person.kind && !row.isGone {
            try context.turn(to: key.school)
            try endOthers(than: keep, of: row.thing, in: key.school, context)
        }
    }

    private func endOthers(than keep: [String], of thing: UUID, in school: UUID, _ context: RosterContext) throws {
        let kept = Set(
            try keep.compactMap { id in
                try context.store.row(
                    RosterKey(kind: person.otherKind, school: school, sourcedID: id), in: context.run)?
                    .thing
            })
        for tie in try context.store.guardianships(with: thing, person.kind, after: context.effective - 1) {
            guard try context.namesNoMore(tie), let state = try context.store.guardianshipState(tie),
                !kept.contains(person.other(in: state))
            else { continue }
            try context.end(tie, .guardianship)
        }
    }
}

extension RosterContext {
    /// Whether an earlier roster of this source named the guardianship and the one at work has not. What another source
    /// named, or a person entered, is theirs to end.
    fileprivate func namesNoMore(_ guardianship: UUID) throws -> Bool {
        let keys = try store.keys(of: guardianship, kind: .guardianship, in: run)
        return !keys.isEmpty && keys.allSatisfy { !$0.isSeen }
    }
}
