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
        let before = try context.known(key)
        let news = RosterNews([personName.words, post, email.words], since: before?.said)
        guard let before else {
            let row = RosterRow(thing: context.freshID())
            let (added, recorded) = try AddStaff(staff: row.thing, card: card(over: nil, news)).decide(isTaken: false)
            try context.record(added)
            try context.record(recorded)
            return try context.settle(key, row, was: nil, .added, news)
        }
        let isChanged = try context.put(of: before.thing) { card(over: $0, news) }
        let isBack = try takeBack(before, news, context)
        let outcome = RosterOutcome(isChanged: isChanged)
        try context.settle(
            key, RosterRow(thing: before.thing), was: before, outcome.returning(isBack || before.isGone), news)
    }

    private func card(over present: StaffCard?, _ news: RosterNews) -> StaffCard {
        guard let present else { return StaffCard(name: personName, post: post, email: email.over(nil)) }
        return StaffCard(
            name: news[0] ? personName : present.name, post: news[1] ? post : present.post,
            email: news[2] ? email.over(present.email) : present.email)
    }

    /// Whom the source names again after it had not, or of whom it says something new, works here again after an end
    /// that is over; one that is still to come is the school's own business.
    private func takeBack(_ before: RosterRow, _ news: RosterNews, _ context: RosterContext) throws -> Bool {
        guard before.isGone || !news.isNone else { return false }
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
