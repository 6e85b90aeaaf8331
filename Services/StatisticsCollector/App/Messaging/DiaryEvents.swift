import Contracts
import EventFeed
import Foundation
import School

/// The events of a diary that the figures depend on, by their types.
enum DiaryEvents {
    static let types = Set<String>(readers.keys)
    /// The newest version of the schemas that is understood here.
    static let schemaVersion: UInt32 = 1

    /// What an event says.
    /// - Throws: `PoisonedEvent` for an event that does not belong here or cannot be read.
    static func fact(of event: FeedEvent) throws -> DiaryFact {
        try EventReading.read(event, by: readers, schemaVersion: schemaVersion)
    }

    private static let readers: [String: @Sendable (Data) throws -> DiaryFact] = [
        WireAccountIssued.shortName: EventReading.reader(issued),
        WireAccountClosed.shortName: EventReading.reader(closed),
        WireDiaryVisited.shortName: EventReading.reader(visited),
    ]

    @Sendable
    private static func issued(_ wire: WireAccountIssued) throws(UnreadablePayload) -> DiaryFact {
        .accountIssued(
            account: try Field.id(wire.hasAccountID, wire.accountID, "account_id"),
            person: try Field.id(wire.hasPersonID, wire.personID, "person_id"),
            holder: try holder(wire.hasHolder, wire.holder))
    }

    @Sendable
    private static func closed(_ wire: WireAccountClosed) throws(UnreadablePayload) -> DiaryFact {
        .accountClosed(account: try Field.id(wire.hasAccountID, wire.accountID, "account_id"))
    }

    @Sendable
    private static func visited(_ wire: WireDiaryVisited) throws(UnreadablePayload) -> DiaryFact {
        .visited(
            person: try Field.id(wire.hasPersonID, wire.personID, "person_id"),
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
            day: try Field.day(wire.hasDay, wire.day, "day"), holder: try holder(wire.hasHolder, wire.holder))
    }

    private static func holder(
        _ isPresent: Bool, _ wire: WireAccountHolder
    ) throws(UnreadablePayload) -> AccountHolder {
        guard isPresent, let holder = AccountHolder(rawValue: wire.rawValue) else {
            throw UnreadablePayload(problem: "holder is none that is known here")
        }
        return holder
    }
}
