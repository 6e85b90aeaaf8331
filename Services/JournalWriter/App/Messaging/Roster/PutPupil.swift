import Contracts
import Foundation
import School

/// A pupil as a roster describes them.
struct PutPupil: RosterRecord {
    static let name = "PutPupil"

    let sourcedID: String
    let personName: PersonName
    /// Nil: as it is; a new pupil needs one.
    let birthDate: Day?

    static func naming(_ wire: WirePutPupil) -> (kind: RosterKind, sourcedID: String)? { (.pupil, wire.sourcedID) }

    init(_ wire: WirePutPupil) throws(Rejection) {
        sourcedID = try Field.sourcedID(wire.hasSourcedID, wire.sourcedID)
        personName = try PersonName(wire.hasName, wire.name)
        birthDate = wire.hasBirthDate ? try Field.day(wire.birthDate, "birth_date") : nil
    }

    func carryOut(in context: RosterContext) throws {
        let key = context.key(.pupil, sourcedID)
        let before = try context.known(key)
        let current: PupilCardRecorded? = try before.flatMap { try context.store.card(of: $0.thing) }
        guard let birthDate = birthDate ?? current?.card.birthDate else { throw Field.missing("birth_date") }
        let news = RosterNews([personName.words, self.birthDate?.description], since: before?.said)
        let card = PupilCard(
            name: news[0] ? personName : current?.card.name ?? personName,
            birthDate: news[1] ? birthDate : current?.card.birthDate ?? birthDate)
        guard let before else {
            let row = RosterRow(thing: context.freshID())
            let (added, recorded) = try AddPupil(pupil: row.thing, card: card).decide(isTaken: false)
            try context.record(added)
            try context.record(recorded)
            return try context.settle(key, row, was: nil, .added, news)
        }
        let outcome = RosterOutcome(isChanged: try context.put(of: before.thing) { _ in card })
        try context.settle(key, RosterRow(thing: before.thing), was: before, outcome.returning(before.isGone), news)
    }
}
