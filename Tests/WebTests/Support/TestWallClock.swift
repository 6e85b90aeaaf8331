import Synchronization

/// Wall time that a test moves.
final class TestWallClock: Sendable {
    private let instant: Mutex<Int64>

    init(_ microseconds: Int64 = 1_800_000_000_000_000) { instant = Mutex(microseconds) }

    var now: @Sendable () -> Int64 { { self.instant.withLock { $0 } } }

    func advance(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        instant.withLock { $0 += seconds * 1_000_000 + attoseconds / 1_000_000_000_000 }
    }
}
