import Foundation
import Glibc

/// Moves the simulated clock of a cluster, forward only. One writer at a time, held apart by a lock on the file.
public final class SimulatedClockWriter {
    private let file: SimulatedClockFile
    private let path: String
    private let real: WallClock
    private let descriptor: Int32

    /// Makes a clock that stands or runs at `instant` (microseconds UTC). The file must not exist yet.
    public static func create(
        path: String, instant: Int64, isRunning: Bool, real: WallClock = WallClocks.system
    ) throws(SimulatedClockError) {
        let state = SimulatedClockState(instant: instant, anchor: real(), isRunning: isRunning)
        var bytes = Data(count: SimulatedClockFile.size)
        put([SimulatedClockFile.magic], into: &bytes, at: 0)
        put(SimulatedClockFile.words(1, state), into: &bytes, at: SimulatedClockFile.slotOffsets[1])
        let draft = "\(path).draft-\(getpid())"
        do {
            try DurableFiles.create(draft, bytes)
            defer { try? DurableFiles.remove(draft) }
            guard chmod(draft, 0o644) == 0 else { throw SystemError.last("set the mode of", draft) }
            try DurableFiles.renameExclusively(draft, to: path)
        } catch {
            throw unwritable(path, "\(error)")
        }
    }

    /// Opens an existing clock.
    public init(path: String, real: @escaping WallClock = WallClocks.system) throws(SimulatedClockError) {
        file = try SimulatedClockFile(path: path, isWritable: true)
        self.path = path
        self.real = real
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unwritable(path, "\(SystemError.last("open", path))") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw Self.unwritable(path, "another process is moving it")
        }
    }

    deinit {
        guard descriptor >= 0 else { return }
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    public var state: SimulatedClockState? { file.newest?.state }

    /// Simulated microseconds UTC.
    public var now: Int64 { state?.now(real: real()) ?? .min }

    /// Moves the clock to a later instant, running or standing as it was.
    /// - Throws: ``SimulatedClockError`` with code `backward` for an earlier one; the clock is then unchanged.
    public func move(to instant: Int64) throws(SimulatedClockError) {
        try set(instant, isRunning: state?.isRunning ?? false)
    }

    /// Lets simulated time pass as fast as real time, from now on.
    public func start() throws(SimulatedClockError) { try set(nil, isRunning: true) }

    /// Lets simulated time stand still, from now on.
    public func stop() throws(SimulatedClockError) { try set(nil, isRunning: false) }

    /// - Parameter instant: nil: where it is. Asked once, for a running clock has gone on by a second look.
    private func set(_ instant: Int64?, isRunning: Bool) throws(SimulatedClockError) {
        let present = now
        let instant = instant ?? present
        guard instant >= present else {
            throw SimulatedClockError(
                code: .backward,
                description: "the simulated clock \(path) stands at \(TimestampText.rfc3339(present)): it is not moved "
                    + "back to \(TimestampText.rfc3339(instant))")
        }
        file.write(SimulatedClockState(instant: instant, anchor: real(), isRunning: isRunning))
    }

    private static func put(_ words: [UInt64], into bytes: inout Data, at offset: Int) {
        for (index, word) in words.enumerated() {
            let encoded = withUnsafeBytes(of: word) { Data($0) }
            bytes.replaceSubrange(offset + index * 8..<offset + index * 8 + 8, with: encoded)
        }
    }

    private static func unwritable(_ path: String, _ reason: String) -> SimulatedClockError {
        SimulatedClockError(code: .unwritable, description: "cannot write the simulated clock \(path): \(reason)")
    }
}
