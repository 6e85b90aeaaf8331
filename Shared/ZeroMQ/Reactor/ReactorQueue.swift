/// What other threads hand to the reactor's thread, behind one lock.
///
/// A value without any doing: methods say whether the thread must be woken, the caller does it.
struct ReactorQueue<Job> {
    private var jobs: [Job] = []
    private var stopWaiters: [CheckedContinuation<Void, Never>] = []
    private var isStopped = false
    private var wantsStop = false
    private var isReleased = false
    /// True from the moment the thread has decided to wait until the first hand-over: only then a wake-up is needed.
    private var threadMayWait = false

    /// - Returns: whether the thread must be woken.
    mutating func add(_ job: Job) -> Bool {
        jobs.append(job)
        return takeWakeUp()
    }

    /// - Returns: whether the thread must be woken.
    mutating func release() -> Bool {
        isReleased = true
        return takeWakeUp()
    }

    enum StopAnswer { case stopped, waiting(wake: Bool) }

    /// Asks for the sockets to be closed; `waiter` is resumed then.
    mutating func stop(_ waiter: CheckedContinuation<Void, Never>) -> StopAnswer {
        guard !isStopped else { return .stopped }
        wantsStop = true
        stopWaiters.append(waiter)
        return .waiting(wake: takeWakeUp())
    }

    struct Orders {
        var jobs: [Job]
        var stop: Bool
        var leave: Bool
    }

    /// Everything that came in; `spare` is an empty array whose storage is used for what comes next.
    mutating func take(spare: consuming [Job]) -> Orders {
        threadMayWait = false
        let orders = Orders(
            jobs: jobs, stop: (wantsStop || isReleased) && !isStopped, leave: isReleased && jobs.isEmpty)
        jobs = spare
        return orders
    }

    /// - Returns: whether the thread may wait: false if something came in meanwhile.
    mutating func beginWait() -> Bool {
        threadMayWait = jobs.isEmpty && !isReleased && (!wantsStop || isStopped)
        return threadMayWait
    }

    mutating func endWait() {
        threadMayWait = false
    }

    /// - Returns: those who wait for the stop.
    mutating func didStop() -> [CheckedContinuation<Void, Never>] {
        isStopped = true
        defer { stopWaiters = [] }
        return stopWaiters
    }

    private mutating func takeWakeUp() -> Bool {
        defer { threadMayWait = false }
        return threadMayWait
    }
}
