import Metrics

/// Counts what becomes of mails.
struct MailMetrics: Sendable {
    private static let states: [MailState] = [.ready, .sending, .retry, .ambiguous]

    func count(_ changes: [MailChange]) {
        for change in changes {
            Counter(
                label: "zvonok_mails",
                dimensions: [
                    ("kind", change.kind.name), ("state", change.state.rawValue), ("reason", change.reason),
                ]
            ).increment()
        }
    }

    func show(_ waiting: [MailState: Int]) {
        for state in Self.states {
            Gauge(label: "zvonok_mails_waiting", dimensions: [("state", state.rawValue)]).record(waiting[state] ?? 0)
        }
    }
}
