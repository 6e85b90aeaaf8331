import Glibc
import School
import ServiceKit

/// Says on a terminal how far the walk has come; says nothing elsewhere.
struct WalkProgress: Sendable {
    private let isTerminal: Bool
    private let last: Day

    init(last: Day) {
        isTerminal = isatty(STDERR_FILENO) == 1
        self.last = last
    }

    func show(_ day: Day, _ count: WalkCount) {
        guard isTerminal else { return }
        StandardError.write("\r\u{1B}[K\(day) of \(last): \(count.done) commands carried out, \(count.known) known")
    }

    func end() {
        if isTerminal { StandardError.write("\r\u{1B}[K") }
    }
}
