import CZeroMQ
import Logging
import Metrics
import Synchronization

/// The loop behind a ``Reactor``: jobs, timers and sockets in turns, on a thread of its own.
///
/// The thread owns the loop and the reactor refers to it, so the loop outlives the reactor by its last turn.
///
/// `@unchecked Sendable` is true because `queue`, `owner` and `threadID` are locks or atomics, and every other mutable
/// property is touched by the loop's own thread alone, which each way in from a socket checks.
final class ReactorLoop: @unchecked Sendable {
    let configuration: ContextConfiguration
    let metrics: ZeroMQMetrics
    let logger: Logger
    private let wakeDescriptor: Int32
    private let queue = Mutex(ReactorQueue<UnownedJob>())
    private let owner = Mutex(WeakReactor())
    private let threadID = Atomic<Int32>(0)

    // The thread's own.
    private(set) var context: UnsafeMutableRawPointer?
    private var sources: [any ReactorSource] = []
    private var pollItems: [zmq_pollitem_t] = []
    private var polled: [any ReactorSource] = []
    private var jobs: [UnownedJob] = []
    private var nextJob = 0
    private var hasLeft = false
    private var monitorsMade: UInt64 = 0
    var timers = TimerQueue()

    private let turnBudget: Int64
    private let jobBudget: Int64

    init(
        context: UnsafeMutableRawPointer, configuration: ContextConfiguration, logger: Logger
    ) throws(ZeroMQError) {
        wakeDescriptor = czmq_eventfd()
        let error = zmq_errno()
        guard wakeDescriptor >= 0 else { throw ZeroMQError(errno: error, "make the reactor's eventfd") }
        self.context = context
        self.configuration = configuration
        self.logger = logger
        metrics = ZeroMQMetrics(factory: configuration.metrics)
        turnBudget = configuration.turnBudget.nanoseconds
        jobBudget = configuration.jobBudget.nanoseconds
    }

    deinit {
        czmq_close(wakeDescriptor)
    }

    var isCurrentThread: Bool { threadID.load(ordering: .acquiring) == czmq_thread_id() }

    func preconditionOnThread() {
        precondition(isCurrentThread, "ZeroMQ sockets are used on their reactor's thread only")
    }
}

// What other threads call.
extension ReactorLoop {
    func attach(_ reactor: Reactor) {
        owner.withLock { $0.reactor = reactor }
    }

    func startThread() throws(ZeroMQError) {
        let retained = Unmanaged.passRetained(self)
        let error = czmq_start_thread(runReactorThread, retained.toOpaque())
        guard error == 0 else {
            retained.release()
            throw ZeroMQError(errno: error, "start the reactor's thread")
        }
    }

    func enqueue(_ job: UnownedJob) {
        if queue.withLock({ $0.add(job) }) { wake() }
    }

    func stop() async {
        await withCheckedContinuation { continuation in
            switch queue.withLock({ $0.stop(continuation) }) {
            case .stopped: continuation.resume()
            case .waiting(let mustWake): if mustWake { wake() }
            }
        }
    }

    /// The reactor is gone: nobody can enqueue any more, the thread may end.
    func release() {
        if queue.withLock({ $0.release() }) { wake() }
    }

    private func wake() {
        let status = czmq_eventfd_signal(wakeDescriptor)
        precondition(status == 0, "the reactor's eventfd is open as long as the loop lives")
    }
}

// The turns of the loop, on its thread.
extension ReactorLoop {
    func run() {
        threadID.store(czmq_thread_id(), ordering: .releasing)
        while !hasLeft { turn() }
    }

    private func turn() {
        takeOrders()
        runJobs()
        fireTimers()
        poll(timeout: pollTimeout())
    }

    /// Takes what was handed over, unless jobs are left from the turn before: those go first.
    private func takeOrders() {
        guard nextJob == jobs.count else { return }
        jobs.removeAll(keepingCapacity: true)
        nextJob = 0
        let spare = jobs
        jobs = []
        let orders = queue.withLock { $0.take(spare: spare) }
        jobs = orders.jobs
        if orders.stop { closeEverything() }
        hasLeft = orders.leave
    }

    private func runJobs() {
        guard nextJob < jobs.count else { return }
        guard let reactor = owner.withLock({ $0.reactor }) else { return abandonJobs() }
        let executor = reactor.asUnownedSerialExecutor()
        var before = czmq_monotonic_nanoseconds()
        let end = before + turnBudget
        while nextJob < jobs.count, before < end {
            let job = jobs[nextJob]
            nextJob += 1
            job.runSynchronously(on: executor)
            let after = czmq_monotonic_nanoseconds()
            if after - before > jobBudget { metrics.jobsOverBudget.increment() }
            before = after
        }
    }

    /// Jobs of an actor that did not keep the reactor, against its documentation: there is no executor to run them on.
    private func abandonJobs() {
        logger.critical("an actor outlived its reactor", metadata: ["jobs": "\(jobs.count - nextJob)"])
        nextJob = jobs.count
    }

    private func fireTimers() {
        guard timers.count > 0 else { return }
        let now = czmq_monotonic_nanoseconds()
        // At most those that were there: a timer that schedules the next one must not hold the loop.
        for _ in 0..<timers.count {
            guard let timer = timers.takeDue(at: now) else { return }
            timer.fire()
        }
    }

    /// Milliseconds to wait: 0 if there is work, −1 for as long as nothing comes.
    private func pollTimeout() -> Int {
        guard !hasLeft, nextJob == jobs.count, queue.withLock({ $0.beginWait() }) else { return 0 }
        guard let deadline = timers.nextDeadline() else { return -1 }
        return Int(Duration.nanoseconds(max(0, deadline - czmq_monotonic_nanoseconds())).milliseconds)
    }

    private func poll(timeout: Int) {
        preparePollItems()
        let count = pollItems.withUnsafeMutableBufferPointer {
            zmq_poll($0.baseAddress, Int32($0.count), timeout)
        }
        let error = zmq_errno()
        // What the handlers below hand over needs no wake-up.
        if timeout != 0 { queue.withLock { $0.endWait() } }
        guard count >= 0 else { return pollFailed(error) }
        guard count > 0 else { return }
        if pollItems[0].revents != 0 { czmq_eventfd_clear(wakeDescriptor) }
        for (index, source) in polled.enumerated() {
            let events = pollItems[index + 1].revents
            // A handler that ran before in this turn may have closed the source.
            if events != 0, source.handle != nil { serve(source, events) }
        }
    }

    /// Handlers hold the loop up as jobs do, so they are held to the same budget.
    private func serve(_ source: any ReactorSource, _ events: Int16) {
        let before = czmq_monotonic_nanoseconds()
        source.ready(events)
        if czmq_monotonic_nanoseconds() - before > jobBudget { metrics.jobsOverBudget.increment() }
    }

    private func preparePollItems() {
        pollItems.removeAll(keepingCapacity: true)
        polled.removeAll(keepingCapacity: true)
        pollItems.append(zmq_pollitem_t(socket: nil, fd: wakeDescriptor, events: Int16(ZMQ_POLLIN), revents: 0))
        for source in sources where source.interest != 0 {
            pollItems.append(zmq_pollitem_t(socket: source.handle, fd: 0, events: source.interest, revents: 0))
            polled.append(source)
        }
    }

    /// A signal is no failure. Anything else would come back at once and for ever, so the sockets are closed.
    private func pollFailed(_ error: Int32) {
        guard error != EINTR else { return }
        logger.critical("poll failed, closing every socket", metadata: ["errno": "\(error)"])
        closeEverything()
    }
}

// Sockets coming and going, on the loop's thread.
extension ReactorLoop {
    /// Sockets that are open, monitors included.
    var openSockets: Int { sources.count }

    func add(_ source: any ReactorSource) {
        sources.append(source)
    }

    /// A number for a monitor's private endpoint.
    func takeMonitorNumber() -> UInt64 {
        monitorsMade += 1
        return monitorsMade
    }

    func remove(_ source: any ReactorSource) {
        sources.removeAll { $0 === source }
    }

    /// Closes what is open, ends the context, and tells those who wait for it. Terminating does not block longer
    /// than sockets were told to linger: none is left open.
    private func closeEverything() {
        timers.removeAll()
        // From here on no socket can be made.
        let ending = context
        context = nil
        // A close handler may close further sockets, so the list is read anew each time.
        while let source = sources.last {
            source.close()
            remove(source)
        }
        if let ending { while zmq_ctx_term(ending) != 0, zmq_errno() == EINTR {} }
        for waiter in queue.withLock({ $0.didStop() }) { waiter.resume() }
    }
}

private struct WeakReactor {
    weak var reactor: Reactor?
}

/// The thread's body: a top-level function, so it inherits no isolation.
private func runReactorThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    czmq_prepare_thread("zeromq-reactor")
    Unmanaged<ReactorLoop>.fromOpaque(argument).takeRetainedValue().run()
    return nil
}
