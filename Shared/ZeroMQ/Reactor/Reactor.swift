import CZeroMQ
import Logging

/// The one thread that owns every socket of a ``ZeroMQContext``, as a serial executor.
///
/// An actor whose `unownedExecutor` is this executor runs on that thread and may use sockets; the compiler then keeps
/// them there. Such an actor keeps the reactor, or its context, in a stored property: an executor is referenced
/// unowned, and the thread ends with the last reference.
///
/// After ``ZeroMQContext/shutdown()`` the sockets are gone but jobs go on being run until the reactor is released, so
/// awaiting an actor late never hangs. No job may block: it would hold up every socket of the process.
public final class Reactor: SerialExecutor {
    let loop: ReactorLoop

    init(context: UnsafeMutableRawPointer, configuration: ContextConfiguration, logger: Logger) throws(ZeroMQError) {
        loop = try ReactorLoop(context: context, configuration: configuration, logger: logger)
        loop.attach(self)
        try loop.startThread()
    }

    deinit {
        loop.release()
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        loop.enqueue(UnownedJob(job))
    }

    public func checkIsolated() {
        precondition(loop.isCurrentThread, "ZeroMQ sockets are used on their reactor's thread only")
    }

    public func isIsolatingCurrentContext() -> Bool? {
        loop.isCurrentThread
    }

    /// Runs `body` on the reactor's thread after `delay` of real (monotonic) time, at the earliest at the next turn.
    ///
    /// To be called on the reactor. The timer is dropped without running at shutdown. Code whose tests choose the time
    /// waits on an injected `Clock` instead.
    /// - Returns: the timer, to cancel it; it runs whether or not it is kept.
    @discardableResult
    public func schedule(after delay: Duration, _ body: @escaping () -> Void) -> ReactorTimer {
        loop.preconditionOnThread()
        return loop.timers.add(at: .adding(czmq_monotonic_nanoseconds(), delay), body)
    }
}

/// A function's way onto the reactor, for callers that are not actors of their own.
actor ReactorGate {
    private let reactor: Reactor

    nonisolated var unownedExecutor: UnownedSerialExecutor { reactor.asUnownedSerialExecutor() }

    init(_ reactor: Reactor) {
        self.reactor = reactor
    }

    func run<Value: Sendable>(
        _ body: @Sendable () throws(ZeroMQError) -> Value
    ) throws(ZeroMQError) -> Value {
        try body()
    }
}
