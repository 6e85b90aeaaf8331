import Synchronization

/// The cluster's simulated time as a service reads it. Only a sample store may run on it.
public final class SimulatedClock: Sendable {
    private let file: SimulatedClockFile
    private let real: WallClock
    /// What was last said in this process: simulated time never goes back, whatever happens to file or real clock.
    private let latest = Atomic<Int64>(.min)

    /// - Throws: ``SimulatedClockError`` for a real store, and for a file that holds no clock.
    public init(
        path: String, identity: StoreIdentity, real: @escaping WallClock = WallClocks.system
    ) throws(SimulatedClockError) {
        guard identity.isSample else {
            throw SimulatedClockError(
                code: .realStore,
                description: "the store of \(identity.service) is a real one: it does not run on the simulated clock "
                    + "\(path); remove clock.simulated-file from the configuration")
        }
        file = try SimulatedClockFile(path: path, isWritable: false)
        self.real = real
    }

    /// Simulated microseconds UTC.
    public func now() -> Int64 {
        guard let state = file.newest?.state else { return latest.load(ordering: .acquiring) }
        let (_, newValue) = latest.max(state.now(real: real()), ordering: .acquiringAndReleasing)
        return newValue
    }

    public var wallClock: WallClock { { self.now() } }
}
