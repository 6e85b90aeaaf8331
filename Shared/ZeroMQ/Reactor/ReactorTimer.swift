/// One call at a later time on the reactor's thread. See ``Reactor/schedule(after:_:)``.
public final class ReactorTimer {
    /// Nanoseconds of the monotonic clock.
    let deadline: Int64
    private var body: (() -> Void)?
    private let cancelled: CancelledTimers

    init(deadline: Int64, cancelled: CancelledTimers, body: @escaping () -> Void) {
        self.deadline = deadline
        self.cancelled = cancelled
        self.body = body
    }

    var isPending: Bool { body != nil }

    /// Never runs the body from now on, and lets go of it. On the reactor only.
    public func cancel() {
        guard body != nil else { return }
        body = nil
        cancelled.count += 1
    }

    func fire() {
        let body = self.body
        self.body = nil
        body?()
    }
}

/// How many timers were cancelled that still lie in their queue.
final class CancelledTimers {
    var count = 0
}

/// The timers that wait, the latest first, so that the next one is taken from the end.
///
/// Cancelled timers are swept out once they are the greater part, so whoever schedules and cancels over and over keeps
/// no more of them than there are others.
struct TimerQueue {
    /// So few cancelled timers are not worth a sweep.
    static let cancelledKept = 32

    private var waiting: [ReactorTimer] = []
    private let cancelled = CancelledTimers()

    var count: Int { waiting.count }

    mutating func add(at deadline: Int64, _ body: @escaping () -> Void) -> ReactorTimer {
        forgetCancelled()
        let timer = ReactorTimer(deadline: deadline, cancelled: cancelled, body: body)
        waiting.insert(timer, at: position(of: deadline))
        return timer
    }

    /// When the next timer that was not cancelled is due.
    mutating func nextDeadline() -> Int64? {
        while let last = waiting.last, !last.isPending {
            waiting.removeLast()
            cancelled.count -= 1
        }
        return waiting.last?.deadline
    }

    /// The next timer due at `now`, taken out; equal deadlines in the order they were added.
    mutating func takeDue(at now: Int64) -> ReactorTimer? {
        guard let deadline = nextDeadline(), deadline <= now else { return nil }
        return waiting.popLast()
    }

    mutating func removeAll() {
        waiting.removeAll()
        cancelled.count = 0
    }

    private mutating func forgetCancelled() {
        guard cancelled.count > max(Self.cancelledKept, waiting.count / 2) else { return }
        waiting.removeAll { !$0.isPending }
        cancelled.count = 0
    }

    /// Before every timer of this or an earlier deadline.
    private func position(of deadline: Int64) -> Int {
        var low = 0
        var high = waiting.count
        while low < high {
            let middle = (low + high) / 2
            if waiting[middle].deadline > deadline { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Int64 {
    /// `start` plus `duration`, held to what fits.
    static func adding(_ start: Int64, _ duration: Duration) -> Int64 {
        let (sum, overflow) = start.addingReportingOverflow(duration.nanoseconds)
        return overflow ? .max : sum
    }
}
