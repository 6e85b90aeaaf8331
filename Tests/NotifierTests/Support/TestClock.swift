import Foundation
import Synchronization

/// A clock on which whoever sleeps has slept at once, or, if it stands still, never wakes.
final class TestClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        let offset: Swift.Duration

        func advanced(by duration: Swift.Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Swift.Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let present = Mutex(Swift.Duration.zero)
    private let standsStill: Bool

    init(standsStill: Bool = false) { self.standsStill = standsStill }

    var now: Instant { Instant(offset: present.withLock { $0 }) }
    let minimumResolution = Swift.Duration.nanoseconds(1)

    func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {
        if standsStill {
            for await _ in AsyncStream<Never>.makeStream().stream {}
        } else {
            present.withLock { $0 = max($0, deadline.offset) }
            await Task.yield()
        }
        try Task.checkCancellation()
    }
}
