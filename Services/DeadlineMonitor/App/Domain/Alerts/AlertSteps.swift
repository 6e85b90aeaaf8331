/// The steps that bring an alert from where the feed left it to where it is now: a pure decision.
enum AlertSteps {
    /// - Parameters:
    ///   - told: as the feed has it, with its version; nil where it has not been told of.
    ///   - present: as it is now; nil where there is none, so that what was told of it is taken back.
    ///   - now: the instant of the journal that brought it there, microseconds UTC; of what is taken back, when that was
    ///     found out.
    static func from(_ told: (alert: Alert, version: Int)?, to present: Alert?, cause: String, now: Int64)
        -> [AlertStep]
    {
        guard let told else { return present.map { raised($0, cause, now) } ?? [] }
        guard var present else { return withdrawn(told.alert, told.version, cause, now) }
        // What was said when it was raised holds: neither its owner nor its place is told anew.
        present = told.alert.with(present)
        if told.alert == present { return [] }
        var steps: [AlertStep] = []
        if told.alert.state != .open {
            var open = present
            open.state = .open
            open.closedAt = nil
            open.lateness = nil
            steps.append(
                AlertStep(alert: open, version: told.version + 1, kind: .reopened, cause: cause, happenedAt: now))
        }
        if present.state != .open {
            let version = told.version + steps.count + 1
            steps.append(
                AlertStep(alert: present, version: version, kind: .closed, cause: cause, happenedAt: now))
        }
        return steps
    }

    private static func raised(_ alert: Alert, _ cause: String, _ now: Int64) -> [AlertStep] {
        var open = alert
        open.state = .open
        open.closedAt = nil
        open.lateness = nil
        // An instant that passed raised it, and nothing else: the same step however often it is found.
        let raised = AlertStep(
            alert: open, version: 1, kind: .raised, cause: "\(alert.due)", happenedAt: alert.raisedAt)
        if alert.state == .open { return [raised] }
        // Closed by the time it is told of: as far as is known, when what was owed was recorded.
        let closedAt = max(alert.raisedAt, alert.closedAt ?? now)
        return [raised, AlertStep(alert: alert, version: 2, kind: .closed, cause: cause, happenedAt: closedAt)]
    }

    private static func withdrawn(_ alert: Alert, _ version: Int, _ cause: String, _ now: Int64) -> [AlertStep] {
        guard alert.state != .withdrawn else { return [] }
        var gone = alert
        gone.state = .withdrawn
        gone.closedAt = now
        gone.lateness = nil
        let closed = { AlertStep(alert: gone, version: $0, kind: .closed, cause: cause, happenedAt: now) }
        guard alert.state == .fulfilled else { return [closed(version + 1)] }
        var open = gone
        open.state = .open
        open.closedAt = nil
        let reopened = AlertStep(
            alert: open, version: version + 1, kind: .reopened, cause: cause, happenedAt: now)
        return [reopened, closed(version + 2)]
    }
}

extension Alert {
    /// This alert in another's state.
    fileprivate func with(_ other: Alert) -> Alert {
        var alert = self
        alert.state = other.state
        alert.closedAt = other.closedAt
        alert.lateness = other.lateness
        return alert
    }
}
