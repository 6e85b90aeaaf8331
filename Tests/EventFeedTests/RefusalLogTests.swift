import Logging
import Synchronization
import Testing

@testable import EventFeed

@Suite("Refusals in the log")
struct RefusalLogTests {
    @Test("the same of one sender once in ten seconds, with how often it went unsaid; another at once")
    func sparing() {
        let lines = Lines()
        let logger = Logger(label: "test", factory: { _ in lines })
        var log = RefusalLog()
        let start = SuspendingClock.now
        for second in [0, 1, 9, 10] {
            log.note("forbidden", field: "types", of: "reader", "no right", at: start + .seconds(second), to: logger)
        }
        log.note("busy", field: nil, of: "reader", "too much", at: start + .seconds(10), to: logger)
        log.note("forbidden", field: nil, of: nil, "no rights", at: start + .seconds(10), to: logger)
        #expect(
            lines.all == [
                "reader forbidden types 0", "reader forbidden types 2", "reader busy - 0", "- forbidden - 0",
            ])
    }
}

/// Keeps what was logged.
private struct Lines: LogHandler {
    final class Box: Sendable {
        let lines = Mutex<[String]>([])
    }

    let box = Box()
    var all: [String] { box.lines.withLock { $0 } }
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let told = event.metadata ?? [:]
        let words = ["sender.name", "code", "field", "unsaid"].map { "\(told[$0] ?? "?")" }
        box.lines.withLock { $0.append(words.joined(separator: " ")) }
    }
}
