import Glibc
import ServiceKit

/// Says on standard error how far an import has come: one line that is redrawn on a terminal, elsewhere a line for each
/// step and, within a long one, every few seconds.
final class ImportProgress {
    private let isTerminal: Bool
    private let write: (String) -> Void
    private let now: () -> ContinuousClock.Instant
    private var shown: ContinuousClock.Instant?
    private var step = ""

    init(
        isTerminal: Bool = isatty(STDERR_FILENO) == 1, write: @escaping (String) -> Void = StandardError.write,
        now: @escaping () -> ContinuousClock.Instant = { .now }
    ) {
        self.isTerminal = isTerminal
        self.write = write
        self.now = now
    }

    /// - Parameters:
    ///   - step: what is done, such as "reading users.csv".
    ///   - state: how far, such as "40 of 120 KiB".
    func show(_ step: String, _ state: String) {
        let isNew = step != self.step
        let rest: Duration = isTerminal ? .milliseconds(100) : .seconds(5)
        let instant = now()
        guard isNew || shown.map({ $0 + rest <= instant }) ?? true else { return }
        self.step = step
        shown = instant
        write(isTerminal ? "\r\u{1B}[K\(step): \(state)" : "\(step): \(state)\n")
    }

    /// Clears the terminal's line; what was said elsewhere stands.
    func end() {
        if isTerminal, shown != nil { write("\r\u{1B}[K") }
        (shown, step) = (nil, "")
    }
}
