import Contracts
import Foundation

/// The events of a diary that a mail depends on.
enum DiaryEvents {
    static let readers = EventReaders<DiaryFact>(
        [
            WireAccountIssued.shortName: EventReaders.reader(issued),
            WireAccountClosed.shortName: EventReaders.reader(closed),
            WireAccountCardRecorded.shortName: EventReaders.reader(card),
            WireMailPreferenceSet.shortName: EventReaders.reader(preference),
            WirePayloadErased.shortName: EventReaders.reader { .cardsErased(try Erasures.sequences($0)) },
        ], cards: [WireAccountCardRecorded.shortName])

    /// The longest time marks are gathered, minutes.
    private static let gatherMinutes = 0...1_440

    private static func issued(_ wire: WireAccountIssued) throws(UnreadablePayload) -> DiaryFact {
        let holders = WireAccountHolder.guardian.rawValue...WireAccountHolder.pupil.rawValue
        try Field.choice(wire.hasHolder, wire.holder.rawValue, in: holders, "holder")
        return .accountIssued(
            account: try account(wire.hasAccountID, wire.accountID),
            person: try Field.id(wire.hasPersonID, wire.personID, "person_id"), isGuardian: wire.holder == .guardian)
    }

    private static func closed(_ wire: WireAccountClosed) throws(UnreadablePayload) -> DiaryFact {
        .accountClosed(account: try account(wire.hasAccountID, wire.accountID))
    }

    private static func card(_ wire: WireAccountCardRecorded) throws(UnreadablePayload) -> DiaryFact {
        .card(account: try account(wire.hasAccountID, wire.accountID), email: wire.hasEmail ? wire.email : nil)
    }

    private static func preference(_ wire: WireMailPreferenceSet) throws(UnreadablePayload) -> DiaryFact {
        try Field.check(wire.hasMarks, "marks")
        try Field.choice(wire.hasGatherMinutes, Int(wire.gatherMinutes), in: gatherMinutes, "gather_minutes")
        return .preference(
            account: try account(wire.hasAccountID, wire.accountID),
            Account.Preference(wantsMarks: wire.marks, gatherMinutes: Int(wire.gatherMinutes)))
    }

    private static func account(_ isPresent: Bool, _ bytes: Data) throws(UnreadablePayload) -> UUID {
        try Field.id(isPresent, bytes, "account_id")
    }
}
