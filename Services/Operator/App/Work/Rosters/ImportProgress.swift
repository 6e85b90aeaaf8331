import Glibc
import ServiceKit
import Synchronization

/// Says on standard error how far an import has come: one line that is redrawn on a terminal, elsewhere a line for each
/// step and, within a long one, every few seconds.
final class ImportProgress: Sendable {
    private struct Shown {
        var step = ""
        var at: ContinuousClock.Instant?
    }

    private let isTerminal: Bool
    private let write: @Sendable (String) -> Void
    private let now: @Sendable () -> ContinuousClock.Instant
    private let shown = Mutex(Shown())

    init(
        isTerminal: Bool = isatty(STDERR_FILENO) == 1,
        write: @escaping @Sendable (String) -> Void = StandardError.write,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.isTerminal = isTerminal
        self.write = write
        self.now = now
    }

    /// - Parameters:
    ///   - step: what is done, such as "reading users.csv".
    ///   - state: how far, such as "40 of 120 KiB".
    func show(_ step: String, _ state: String) {
        let rest: Duration = isTerminal ? .milliseconds(100) : .seconds(5)
        let instant = now()
        shown.withLock { shown in
            let isDue = shown.at.map { $0 + rest <= instant } ?? true
            guard step != shown.step || isDue else { return }
            shown = Shown(step: step, at: instant)
            write(isTerminal ? "\r\u{1B}[K\(step): \(state)" : "\(step): \(state)\n")
        }
    }

    /// Clears the terminal's line; what was said elsewhere stands.
    func end() {
        shown.withLock { shown in
            if isTerminal, shown.at != nil { write("\r\u{1B}[K") }
            shown = Shown()
        }
    }

    /// Shows, second by second, how long something has taken of which nobody says how far it is.
    func during<Result: Sendable>(
        _ step: String, _ state: String, _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        show(step, state)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                let began = self.now()
                while true {
                    do { try await Task.sleep(for: .seconds(1)) } catch { return nil }
                    self.show(step, "\(state), \(began.duration(to: self.now()).components.seconds) s")
                }
            }
            group.addTask { try await work() }
            defer { group.cancelAll() }
            while let next = try await group.next() {
                if let next { return next }
            }
            throw CancellationError()
        }
    }
}
