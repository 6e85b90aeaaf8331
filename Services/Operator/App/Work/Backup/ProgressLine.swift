import EventFeed
import Glibc
import ServiceKit
import Synchronization

/// How far work has come, on standard error: on a terminal one line that changes, else a line only where a tenth more
/// is done.
final class ProgressLine: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let shares = Mutex<[String: UInt64]>([:])

    func show(_ service: String, _ job: JobStatus) {
        let share = job.total > 0 ? min(100, job.done * 100 / job.total) : 0
        let before = shares.withLock { shares in
            defer { shares[service] = share }
            return shares[service]
        }
        guard before.map({ isTerminal ? $0 != share : $0 / 10 != share / 10 }) ?? true else { return }
        let text = "\(service): \(job.kind), \(share) % of \(job.total)"
        StandardError.write(isTerminal ? "\r\u{1B}[K\(text)" : text + "\n")
    }

    /// What was shown of work that has ended goes.
    func clear() {
        if isTerminal { StandardError.write("\r\u{1B}[K") }
    }
}
