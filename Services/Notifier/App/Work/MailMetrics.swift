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

    /// The store was full or busy when something was to be noted.
    func countStoreTrouble() { Counter(label: "zvonok_mail_store_troubles").increment() }

    /// How far behind decisions are shows best beside the time itself.
    func show(decided kind: MailKind, until instant: Int64) {
        Gauge(label: "zvonok_mails_decided_until_seconds", dimensions: [("kind", kind.name)])
            .record(Double(instant) / 1_000_000)
    }

    /// After a look for mails whose turn has come: one that is stuck looks no more.
    func show(_ waiting: [MailState: Int]) {
        for state in Self.states {
            Gauge(label: "zvonok_mails_waiting", dimensions: [("state", state.rawValue)]).record(waiting[state] ?? 0)
        }
        Counter(label: "zvonok_mail_looks").increment()
    }
}
