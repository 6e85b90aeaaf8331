import Contracts
import Foundation

/// The events of a deadline monitor that a mail depends on.
enum AlertEvents {
    static let readers = EventReaders<AlertFact>([
        WireAlertRaised.shortName: EventReaders.reader(raised),
        WireAlertClosed.shortName: EventReaders.reader { (wire: WireAlertClosed) in
            .closed(
                alert: try alert(wire.hasAlertID, wire.alertID), at: wire.hasHappenedAt ? wire.happenedAt : nil)
        },
        WireAlertReopened.shortName: EventReaders.reader { (wire: WireAlertReopened) in
            .reopened(
                alert: try alert(wire.hasAlertID, wire.alertID), at: wire.hasHappenedAt ? wire.happenedAt : nil)
        },
    ])

    private static let rules = WireRule.topic.rawValue...WireRule.mark.rawValue

    private static func raised(_ wire: WireAlertRaised) throws(UnreadablePayload) -> AlertFact {
        try Field.choice(wire.hasRule, wire.rule.rawValue, in: rules, "rule")
        try Field.check(wire.hasClause, "clause")
        try Field.check(wire.hasDue, "due")
        return .raised(
            RaisedAlert(
                alert: try alert(wire.hasAlertID, wire.alertID),
                lesson: try Field.id(wire.hasLessonID, wire.lessonID, "lesson_id"), rule: wire.rule.rawValue,
                clause: wire.clause, owner: try Field.id(wire.hasOwnerID, wire.ownerID, "owner_id"),
                day: try Field.day(wire.hasDate, wire.date, "date"), due: wire.due,
                happenedAt: wire.hasHappenedAt ? wire.happenedAt : nil))
    }

    private static func alert(_ isPresent: Bool, _ bytes: Data) throws(UnreadablePayload) -> UUID {
        try Field.id(isPresent, bytes, "alert_id")
    }
}
