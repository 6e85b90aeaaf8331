import Logging
import ServiceKit
import Synchronization

/// Keeps what a part of the program wrote.
final class CapturedLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }
    var text: String { all.joined() }

    func append(_ line: String) { lines.withLock { $0.append(line) } }

    /// A logger whose JSON lines are kept here, all of the same instant.
    func logger(format: LineLogHandler.Format = .json, level: Logger.Level = .trace) -> Logger {
        Logger(label: "test") { label in
            LineLogHandler(
                label: label, level: level, format: format, metadataProvider: TraceContext.metadataProvider,
                now: { 1_788_251_400_000_001 }, write: { self.append($0) })
        }
    }
}

/// Waits for a condition that another task brings about, without sleeping for a fixed time.
func waitUntil(_ condition: () -> Bool) async throws {
    while !condition() {
        try Task.checkCancellation()
        await Task.yield()
    }
}
