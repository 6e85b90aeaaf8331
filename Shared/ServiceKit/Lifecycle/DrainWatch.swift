import Dispatch
import Foundation
import Logging
import Synchronization

/// Knows whether draining went to its end, and ends the process where even cancellation does not.
final class DrainWatch: Sendable {
    private struct State {
        var hasBegun = false
        var wasCutShort = false
        var isFinished = false
    }

    private let limit: Duration
    private let logger: Logger
    private let exitProcess: @Sendable (ServiceExit) -> Void
    private let state = Mutex(State())

    init(limit: Duration, logger: Logger, exitProcess: @escaping @Sendable (ServiceExit) -> Void) {
        self.limit = limit
        self.logger = logger
        self.exitProcess = exitProcess
    }

    /// The services are asked to stop, one after the other.
    func begin() {
        state.withLock { $0.hasBegun = true }
        limitTime()
    }

    /// The services were cancelled without having been asked to stop: there is no draining to be cut short, but they
    /// get no more time to end.
    func cancelled() {
        limitTime()
    }

    private func limitTime() {
        let patience = (limit + ServiceRunner.cancellationGrace).components
        let seconds = Double(patience.seconds) + Double(patience.attoseconds) * 1e-18
        // A timer of its own: the tasks that ought to end may be holding every thread of the cooperative pool.
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [self] in giveUp() }
    }

    func finish() {
        state.withLock { $0.isFinished = true }
    }

    /// Called when the services are cancelled; what is cancelled before draining began was no draining.
    func cutShort() {
        state.withLock { $0.wasCutShort = $0.hasBegun }
    }

    var wasCutShort: Bool { state.withLock { $0.wasCutShort } }

    private func giveUp() {
        guard !state.withLock({ $0.isFinished }) else { return }
        logger.critical(
            "a cancelled service does not end, exiting without it",
            metadata: [LogKey.exitCode: "\(ServiceExit.temporaryFailure.rawValue)"])
        exitProcess(.temporaryFailure)
    }
}

/// Ends the process at once, without the clean-up that a hanging service would hold up.
enum ProcessExit {
    static let now: @Sendable (ServiceExit) -> Void = { status in _exit(status.rawValue) }
}
