/// When a transaction is given up: by what it waits for, and since when.
struct SMTPWatch: Sendable {
    typealias Instant = ContinuousClock.Instant

    let limits: SMTPLimits
    private var phase = SMTPPhase.session
    private var progress: Int64 = 0
    private var since: Instant

    init(limits: SMTPLimits, now: Instant) {
        self.limits = limits
        since = now
    }

    /// Whether to give up. Any step ahead starts the wait anew.
    /// - Parameter moved: bytes sent and received so far.
    mutating func isOverdue(_ phase: SMTPPhase, moved: Int64, now: Instant) -> Bool {
        if phase != self.phase || (moved != progress && phase < .handedOver && phase != .session) {
            self.phase = phase
            progress = moved
            since = now
        }
        return since.duration(to: now) > limit
    }

    private var limit: Duration {
        switch phase {
        case .session: limits.session
        case .sender, .recipient, .data, .body: limits.command
        case .handedOver: limits.finalReply
        case .finished: limits.goodbye
        }
    }
}
