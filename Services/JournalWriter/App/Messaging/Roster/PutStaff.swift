import Contracts
import Foundation
import School

/// A member of staff as a roster describes them.
struct PutStaff: RosterRecord {
    static let name = "PutStaff"

    let sourcedID: String
    let personName: PersonName
    let post: String
    let email: RosterText

    static func naming(_ wire: WirePutStaff) -> (kind: RosterKind, sourcedID: String)? { (.staff, wire.sourcedID) }

    init(_ wire: WirePutStaff) throws(Rejection) {
        sourcedID = try Field.sourcedID(wire.hasSourcedID, wire.sourcedID)
        personName = try PersonName(wire.hasName, wire.name)
        post = try Field.text(wire.hasPost, wire.post, .post, "post")
        email = try Field.email(wire.hasEmail, wire.email, "email")
    }

    func carryOut(in context: RosterContext) throws {
        let key = context.key(.staff, sourcedID)
        guard let before = try context.known(key) else {
            let row = RosterRow(thing: context.freshID())
            let (added, recorded) = try AddStaff(staff: row.thing, card: card(over: nil)).decide(isTaken: false)
            try context.record(added)
            try context.record(recorded)
            return try context.settle(key, row, was: nil, .added)
        }
        let isChanged = try context.put(of: before.thing, card)
        let isBack = try takeBack(before, context)
        let outcome = RosterOutcome(isChanged: isChanged)
        try context.settle(
            key, RosterRow(thing: before.thing), was: before, outcome.returning(isBack || before.isGone))
    }

    private func card(over present: StaffCard?) -> StaffCard {
        StaffCard(name: personName, post: post, email: email.over(present?.email))
    }

    /// Whoever left and is named again works here again; an end that is still to come is the school's own business.
    private func takeBack(_ before: RosterRow, _ context: RosterContext) throws -> Bool {
        guard let state = try context.store.staff(before.thing, of: context.school) else {
            throw DamagedState(what: "a member of staff whom a roster named is not there")
        }
        guard state.lastDay != nil, before.isGone || !state.works(on: context.effective) else { return false }
        try context.record(
            StaffReturned(staff: before.thing, version: state.version + 1, firstDay: context.effective))
        return true
    }
}

extension RosterContext {
    /// Another card, if what it says is new.
    /// - Parameter make: makes it of the present one, which may be erased.
    func put<Card: StoredCard & EventCard>(of person: UUID, _ make: (Card?) -> Card) throws -> Bool {
        let current: CardRecorded<Card>? = try store.card(of: person)
        let change = ChangeCard(person: person, expected: current?.version ?? 0, card: make(current?.card))
        let recorded = try change.decide(on: current)
        try record(recorded)
        return recorded != nil
    }
}
