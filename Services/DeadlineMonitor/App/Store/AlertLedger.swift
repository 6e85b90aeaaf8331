import EventFeed
import Foundation
import GRDB
import School

/// What becomes of alerts: in the rows of a source, and, while that source is the one served, in what the feed of
/// alerts has told.
struct AlertLedger: Sendable {
    /// The journal's feed that the alerts are about.
    let feed: String
    let policy: PolicyLog
    /// Passed once a step is in the own log and not yet committed.
    let afterRaising: @Sendable () -> Void

    /// Whether a source has had this alert.
    func has(_ id: UUID, _ turn: Turn) throws -> Bool {
        try turn.statement("SELECT 1 FROM projected_alert WHERE source = ? AND alert_id = ?")
            .first([turn.source, id]) { _ in true } ?? false
    }

    func raise(_ alert: Alert, _ turn: Turn) throws {
        try turn.save(alert)
        try tell(alert.id, turn)
        afterRaising()
    }

    func apply(_ change: Settlement.AlertChange, _ key: ObligationKey, _ turn: Turn) throws {
        let id = key.alertID(due: change.due)
        guard var alert = try turn.projectedAlert(id) else { return }
        switch change {
        case .fulfil(_, let instant, let lateness):
            alert.state = .fulfilled
            alert.closedAt = instant
            alert.lateness = lateness
        case .withdraw:
            alert.state = .withdrawn
            alert.closedAt = turn.cause.instant
            alert.lateness = nil
        case .reopen:
            alert.state = .open
            alert.closedAt = nil
            alert.lateness = nil
        }
        try turn.save(alert)
        try tell(id, turn)
    }

    // MARK: The own feed

    /// Tells what is new of an alert, unless the source is only being built: then the switch tells it.
    private func tell(_ id: UUID, _ turn: Turn) throws {
        guard try Subscription.isServed(source: turn.source, in: turn.database) else { return }
        try tell(id, cause: turn.cause.text, turn)
    }

    /// Makes what the feed has told fit a source that has come to be served.
    func reconcile(_ turn: Turn) throws {
        for id in try turn.differing(feed: feed) {
            let cause = try turn.causeOfProjected(id) ?? turn.cause.text
            // The same step may have been told before and taken back since: the source tells them apart.
            try tell(id, cause: "\(cause) \(turn.source)", turn)
        }
    }

    private func tell(_ id: UUID, cause: String, _ turn: Turn) throws {
        let told = try turn.toldAlert(id)
        let present = try turn.projectedAlert(id)
        for step in AlertSteps.from(told, to: present, cause: cause, now: turn.cause.instant) {
            try policy.append(
                try AlertEvents.event(of: step),
                .init(school: step.alert.school, actor: .none, traceID: turn.cause.traceID), in: turn.database)
            try turn.saveTold(step, feed: feed)
        }
    }
}

extension Settlement.AlertChange {
    fileprivate var due: Int64 {
        switch self {
        case .fulfil(let due, _, _), .withdraw(let due, _), .reopen(let due): due
        }
    }
}
