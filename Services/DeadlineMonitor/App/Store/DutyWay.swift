import EventFeed
import Foundation
import GRDB
import Regulation
import School

/// What the monitor knows of entries that are followed: by when each was owed, and what alert came of it.
struct DutyWay {
    let log: EventLog
    let regulation: RegulationVersion
    let database: Database

    /// Of an entry told of by several events it is said once, at the first.
    func steps(of question: TraceQuestion) throws -> [TraceStep] {
        let served = Dictionary(
            try Subscription.served(in: database).map { ($0.feed.rawValue, $0.source) }, uniquingKeysWith: { $1 })
        var told: Set<ObligationKey> = []
        return try question.events.flatMap { event -> [TraceStep] in
            guard let source = served[event.feed], let obligation = try obligation(of: event, source),
                told.insert(obligation.key).inserted
            else { return [] }
            return [duty(obligation, event)] + (try alert(of: obligation, event))
        }
    }

    private func obligation(of event: TracedEvent, _ source: Int64) throws -> Obligation? {
        guard let thing = event.thing, let rule = Self.rule(of: event) else { return nil }
        guard rule == .mark else {
            return try find(ObligationKey(rule: rule, subject: thing, pupil: nil), source)
        }
        let place = try KeptStatement(
            "SELECT work_id, pupil_id FROM mark WHERE source = ? AND mark_id = ?", in: database
        ).first([source, thing]) { (work: $0[0] as UUID, pupil: $0[1] as UUID) }
        guard let place else { return nil }
        return try find(ObligationKey(rule: .mark, subject: place.work, pupil: place.pupil), source)
            ?? find(ObligationKey(rule: .mark, subject: place.work, pupil: nil), source)
    }

    private func find(_ key: ObligationKey, _ source: Int64) throws -> Obligation? {
        try Turn.obligation(key, source: source, in: database)
    }

    private static func rule(of event: TracedEvent) -> Rule? {
        switch event.type {
        case "TopicRecorded": .topic
        case "HomeworkRecorded": .homework
        case "RollTaken", "AttendanceChanged": .attendance
        default: event.isOfMark ? .mark : nil
        }
    }

    private func duty(_ obligation: Obligation, _ event: TracedEvent) -> TraceStep {
        var step = TraceStep(.duty, of: event, at: obligation.fulfilledAt)
        step.until = obligation.due
        step.state = obligation.isVoid ? "void" : obligation.fulfilledAt == nil ? "owed" : "fulfilled"
        step.detail = "clause \(regulation[obligation.key.rule].clause)"
        return step
    }

    /// The condition of ``MonitorStore/alertWay1``. SQLite uses that index only where a query says the same.
    static let ofAlert = "\(isOfAlert) AND \(alertID) = ?"
    fileprivate static let isOfAlert = "type IN ('AlertRaised', 'AlertClosed', 'AlertReopened')"
    fileprivate static let alertID = "substr(payload, 3, 16)"

    /// The alert for the instant it is due at, and all that the own feed has told of it.
    private func alert(of obligation: Obligation, _ event: TracedEvent) throws -> [TraceStep] {
        guard let due = obligation.due else { return [] }
        let id = obligation.key.alertID(due: due)
        let alert = try KeptStatement("SELECT \(Alert.columns) FROM alert WHERE alert_id = ?", in: database)
            .first([id], Alert.init)
        guard let alert else { return [] }
        var step = TraceStep(.alert, of: event, at: alert.raisedAt)
        step.thing = alert.id
        step.state = alert.state.word
        step.detail = "clause \(alert.clause)"
        step.until = alert.due
        return [step] + (try log.recorded(Self.ofAlert, [alert.id], in: database))
    }
}

extension MonitorStore {
    /// What was told of an alert is found by its id, which the payload of each such event begins with. First version;
    /// frozen.
    public static let alertWay1 =
        "CREATE INDEX event_of_alert ON event (\(DutyWay.alertID)) WHERE \(DutyWay.isOfAlert);"
}
