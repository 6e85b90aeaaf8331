import Contracts
import Foundation
import School

/// A guardian as a roster describes them.
struct PutGuardian: RosterRecord {
    static let name = "PutGuardian"

    let sourcedID: String
    let personName: PersonName
    let email: RosterText
    let phone: RosterText

    static func naming(_ wire: WirePutGuardian) -> (kind: RosterKind, sourcedID: String)? {
        (.guardian, wire.sourcedID)
    }

    init(_ wire: WirePutGuardian) throws(Rejection) {
        sourcedID = try Field.sourcedID(wire.hasSourcedID, wire.sourcedID)
        personName = try PersonName(wire.hasName, wire.name)
        email = try Field.email(wire.hasEmail, wire.email, "email")
        phone = try Field.text(wire.hasPhone, wire.phone, orNone: .phone, "phone")
    }

    func carryOut(in context: RosterContext) throws {
        let key = context.key(.guardian, sourcedID)
        let before = try context.known(key)
        let news = RosterNews([personName.words, email.words, phone.words], since: before?.said)
        guard let before else {
            let row = RosterRow(thing: context.freshID())
            let (added, recorded) = try AddGuardian(guardian: row.thing, card: card(over: nil, news)).decide(
                isTaken: false)
            try context.record(added)
            try context.record(recorded)
            return try context.settle(key, row, was: nil, .added, news)
        }
        let outcome = RosterOutcome(isChanged: try context.put(of: before.thing) { card(over: $0, news) })
        try context.settle(key, RosterRow(thing: before.thing), was: before, outcome.returning(before.isGone), news)
    }

    private func card(over present: GuardianCard?, _ news: RosterNews) -> GuardianCard {
        guard let present else {
            return GuardianCard(name: personName, email: email.over(nil), phone: phone.over(nil))
        }
        return GuardianCard(
            name: news[0] ? personName : present.name, email: news[1] ? email.over(present.email) : present.email,
            phone: news[2] ? phone.over(present.phone) : present.phone)
    }
}
