import Contracts
import Foundation
import School

/// A guardian as a roster describes them.
struct PutGuardian: RosterRecord {
    static let name = "PutGuardian"

    let sourcedID: String
    let card: GuardianCard

    static func naming(_ wire: WirePutGuardian) -> (kind: RosterKind, sourcedID: String)? {
        (.guardian, wire.sourcedID)
    }

    init(_ wire: WirePutGuardian) throws(Rejection) {
        sourcedID = try Field.sourcedID(wire.hasSourcedID, wire.sourcedID)
        card = GuardianCard(
            name: try PersonName(wire.hasName, wire.name),
            email: wire.hasEmail ? try EmailRule.check(wire.email, "email") : nil,
            phone: try Field.optionalText(wire.hasPhone, wire.phone, .phone, "phone"))
    }

    func carryOut(in context: RosterContext) throws {
        let key = context.key(.guardian, sourcedID)
        guard let before = try context.known(key) else {
            let row = RosterRow(thing: context.freshID())
            let (added, recorded) = try AddGuardian(guardian: row.thing, card: card).decide(isTaken: false)
            try context.record(added)
            try context.record(recorded)
            return try context.settle(key, row, was: nil, .added)
        }
        let outcome = RosterOutcome(isChanged: try context.put(card, of: before.thing))
        try context.settle(key, RosterRow(thing: before.thing), was: before, outcome.returning(before.isGone))
    }
}
