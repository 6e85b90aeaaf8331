import Contracts

/// What is read of cards: an address, a given name.
enum CardFacts {
    static func staff(_ wire: WireStaffCardRecorded) throws(UnreadablePayload) -> JournalFact {
        .staffCard(
            staff: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"), email: wire.hasEmail ? wire.email : nil)
    }

    static func pupil(_ wire: WirePupilCardRecorded) throws(UnreadablePayload) -> JournalFact {
        .pupilCard(
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
            given: wire.hasName && wire.name.hasGiven ? wire.name.given : nil)
    }
}
