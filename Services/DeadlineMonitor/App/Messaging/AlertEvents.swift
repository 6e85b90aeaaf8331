import Contracts
import EventFeed
import Foundation
import Regulation
import School
import SwiftProtobuf

/// The steps of alerts as events of the monitor's own feed.
enum AlertEvents {
    /// The event of a step, with the id that follows from the alert, the step and its cause.
    /// - Throws: what protobuf throws for a message that cannot be written; none of these is.
    static func event(of step: AlertStep) throws -> NewEvent {
        let id = UUID.version5(namespace: step.alert.id, name: "\(step.kind.rawValue) \(step.cause)")
        switch step.kind {
        case .raised: return try event(raised(step), id)
        case .closed: return try event(closed(step), id)
        case .reopened: return try event(reopened(step), id)
        }
    }

    private static func event(_ message: some SwiftProtobuf.Message, _ id: UUID) throws -> NewEvent {
        NewEvent(type: type(of: message).shortName, payload: try message.serializedBytes(), id: id)
    }

    private static func raised(_ step: AlertStep) -> WireAlertRaised {
        let alert = step.alert
        var wire = WireAlertRaised()
        wire.alertID = Data(alert.id.bytes)
        wire.version = UInt32(clamping: step.version)
        wire.obligationID = Data(alert.obligation.bytes)
        wire.rule = WireRule(rawValue: alert.key.rule.rawValue) ?? .unspecified
        wire.ruleVersion = UInt32(clamping: alert.ruleVersion)
        wire.clause = alert.clause
        wire.lessonID = Data(alert.lesson.bytes)
        if alert.key.rule == .mark { wire.workID = Data(alert.key.subject.bytes) }
        if let pupil = alert.key.pupil { wire.pupilID = Data(pupil.bytes) }
        wire.groupID = Data(alert.group.bytes)
        wire.courseID = Data(alert.course.bytes)
        if let classID = alert.classID { wire.classID = Data(classID.bytes) }
        wire.ownerID = Data(alert.owner.bytes)
        wire.date = alert.day.rawValue
        wire.due = alert.due
        wire.happenedAt = step.happenedAt
        return wire
    }

    private static func closed(_ step: AlertStep) -> WireAlertClosed {
        var wire = WireAlertClosed()
        wire.alertID = Data(step.alert.id.bytes)
        wire.version = UInt32(clamping: step.version)
        wire.outcome = step.alert.state == .fulfilled ? .fulfilled : .withdrawn
        if let closedAt = step.alert.closedAt { wire.closedAt = closedAt }
        if let lateness = step.alert.lateness { wire.lateness = lateness }
        wire.happenedAt = step.happenedAt
        return wire
    }

    private static func reopened(_ step: AlertStep) -> WireAlertReopened {
        var wire = WireAlertReopened()
        wire.alertID = Data(step.alert.id.bytes)
        wire.version = UInt32(clamping: step.version)
        wire.happenedAt = step.happenedAt
        return wire
    }
}
