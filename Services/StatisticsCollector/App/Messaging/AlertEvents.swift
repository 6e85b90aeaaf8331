import Contracts
import EventFeed
import Foundation
import Regulation
import School

/// The events of a deadline monitor that the figures depend on, by their types.
enum AlertEvents {
    static let types = Set<String>(readers.keys)
    /// The newest version of the schemas that is understood here.
    static let schemaVersion: UInt32 = 1

    /// What an event says.
    /// - Throws: `PoisonedEvent` for an event that does not belong here or cannot be read.
    static func fact(of event: FeedEvent) throws -> AlertFact {
        try EventReading.read(event, by: readers, schemaVersion: schemaVersion)
    }

    private static let readers: [String: @Sendable (Data) throws -> AlertFact] = [
        WireAlertRaised.shortName: EventReading.reader(raised),
        WireAlertClosed.shortName: EventReading.reader(closed),
        WireAlertReopened.shortName: EventReading.reader(reopened),
    ]

    @Sendable
    private static func raised(_ wire: WireAlertRaised) throws(UnreadablePayload) -> AlertFact {
        guard wire.hasRule, let rule = Rule(rawValue: wire.rule.rawValue) else {
            throw UnreadablePayload(problem: "rule is none that is known here")
        }
        return .raised(
            alert: try Field.id(wire.hasAlertID, wire.alertID, "alert_id"), rule: rule,
            classID: wire.hasClassID ? try Field.id(true, wire.classID, "class_id") : nil,
            day: try Field.day(wire.hasDate, wire.date, "date"))
    }

    @Sendable
    private static func closed(_ wire: WireAlertClosed) throws(UnreadablePayload) -> AlertFact {
        guard wire.hasOutcome, let outcome = AlertOutcome(rawValue: wire.outcome.rawValue) else {
            throw UnreadablePayload(problem: "outcome is none that is known here")
        }
        return .closed(alert: try Field.id(wire.hasAlertID, wire.alertID, "alert_id"), outcome: outcome)
    }

    @Sendable
    private static func reopened(_ wire: WireAlertReopened) throws(UnreadablePayload) -> AlertFact {
        .reopened(alert: try Field.id(wire.hasAlertID, wire.alertID, "alert_id"))
    }
}
