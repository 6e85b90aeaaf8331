/// The cluster's simulated time at one moment: it stands still, or runs as fast as real time from an anchor.
public struct SimulatedClockState: Sendable, Equatable {
    /// Simulated microseconds UTC at the anchor.
    public let instant: Int64
    /// Real microseconds UTC at which `instant` held.
    public let anchor: Int64
    public let isRunning: Bool

    public init(instant: Int64, anchor: Int64, isRunning: Bool) {
        self.instant = instant
        self.anchor = anchor
        self.isRunning = isRunning
    }

    /// Simulated time at a real one. A real clock that was set back makes simulated time wait, never go back.
    public func now(real: Int64) -> Int64 {
        isRunning ? instant + max(0, real - anchor) : instant
    }
}

/// Why a simulated clock is not used, or not moved.
public struct SimulatedClockError: Error, Sendable, CustomStringConvertible {
    public enum Code: Sendable, Equatable {
        /// A real store runs on real time only.
        case realStore
        /// Simulated time goes forward only.
        case backward
        /// The file is missing, of another kind, or holds no whole state.
        case unreadable
        /// The file could not be made or written.
        case unwritable
    }

    public let code: Code
    public let description: String
}
