import Contracts
import Foundation
import School

/// A user is no more what earlier rosters made of them: the roster at work has said all that they are.
struct RemoveParts: RosterRecord {
    static let name = "RemoveParts"

    let user: NamedKey
    let parts: Set<RosterKind>

    static func naming(_ wire: WireRemoveParts) -> (kind: RosterKind, sourcedID: String)? { nil }

    init(_ wire: WireRemoveParts) throws(Rejection) {
        user = NamedKey(
            kind: .user, sourcedID: try Field.sourcedID(wire.hasUserSourcedID, wire.userSourcedID, "user_sourced_id"))
        var parts: Set<RosterKind> = []
        for (index, part) in wire.part.enumerated() {
            let kind = try Field.kind(true, part, "part[\(index)]")
            guard NamedKind.user.records.contains(kind) else {
                throw Rejection(.invalid, field: "part[\(index)]", "no user becomes a record of this kind")
            }
            parts.insert(kind)
        }
        guard !parts.isEmpty else { throw Field.missing("part") }
        self.parts = parts
    }

    func carryOut(in context: RosterContext) throws {
        for (key, row) in try context.records(named: user) where parts.contains(key.kind) && !row.isGone && !row.isSeen
        {
            try context.turn(to: key.school)
            try context.end(row.thing, key.kind)
        }
    }
}
