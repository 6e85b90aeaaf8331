import ZeroMQ

/// One timer for many deadlines: it ends all that are due and is set again for the next of the others.
///
/// Requests come and end by the thousand a second; a timer for each would outnumber them by far. On the reactor only.
final class DeadlineSweep {
    /// The reactor's clock: monotonic.
    typealias Instant = SuspendingClock.Instant

    private let reactor: Reactor
    private var armed: (timer: ReactorTimer, instant: Instant)?

    init(_ reactor: Reactor) {
        self.reactor = reactor
    }

    /// Sees to it that `sweep` runs at this deadline.
    /// - Parameter sweep: ends what is due, and returns the earliest deadline of what is left.
    func cover(_ deadline: Instant, _ sweep: @escaping () -> Instant?) {
        if let armed, armed.instant <= deadline { return }
        armed?.timer.cancel()
        let timer = reactor.schedule(after: SuspendingClock.now.duration(to: deadline)) { [weak self] in
            self?.armed = nil
            if let next = sweep() { self?.cover(next, sweep) }
        }
        armed = (timer, deadline)
    }
}
