import Foundation
import Synchronization
import Testing

@testable import ServiceKit

@Suite("The simulated clock")
struct SimulatedClockTests {
    private static let morning: Int64 = 1_788_251_400_000_000
    private static let sample = StoreIdentity(service: "bell-keeper", createdAt: 1, isSample: true)

    /// A real clock that tests move.
    private final class RealTime: Sendable {
        private let microseconds = Mutex<Int64>(1_000)
        var clock: WallClock { { self.microseconds.withLock { $0 } } }
        func set(_ instant: Int64) { microseconds.withLock { $0 = instant } }
    }

    private func withClock(
        isRunning: Bool, _ body: (_ path: String, _ real: RealTime) throws -> Void
    ) throws {
        try withTemporaryDirectory { directory in
            let (path, real) = ("\(directory)/clock", RealTime())
            try SimulatedClockWriter.create(
                path: path, instant: Self.morning, isRunning: isRunning, real: real.clock)
            try body(path, real)
        }
    }

    @Test("A standing clock stands, a running one runs as fast as real time")
    func runs() throws {
        try withClock(isRunning: false) { path, real in
            let clock = try SimulatedClock(path: path, identity: Self.sample, real: real.clock)
            real.set(9_000)
            #expect(clock.now() == Self.morning)
            let writer = try SimulatedClockWriter(path: path, real: real.clock)
            try writer.start()
            real.set(9_500)
            #expect(clock.now() == Self.morning + 500)
            try writer.stop()
            real.set(99_000)
            #expect(clock.now() == Self.morning + 500)
        }
    }

    @Test("A clock that runs by the machine's clock is stopped wherever it is")
    func stopsWhileItRuns() throws {
        try withClock(isRunning: false) { path, _ in
            let writer = try SimulatedClockWriter(path: path)
            for _ in 0..<100 {
                try writer.start()
                try writer.stop()
            }
            #expect(writer.state?.isRunning == false)
        }
    }

    @Test("It moves forward for every reader at once, and goes on from there after a restart")
    func moves() throws {
        try withClock(isRunning: true) { path, real in
            let first = try SimulatedClock(path: path, identity: Self.sample, real: real.clock)
            try SimulatedClockWriter(path: path, real: real.clock).move(to: Self.morning + 1_000_000)
            #expect(first.now() == Self.morning + 1_000_000)
            let second = try SimulatedClock(path: path, identity: Self.sample, real: real.clock)
            #expect(second.now() == Self.morning + 1_000_000)
        }
    }

    @Test("It is not moved back, not even by a microsecond")
    func forwardOnly() throws {
        try withClock(isRunning: true) { path, real in
            let writer = try SimulatedClockWriter(path: path, real: real.clock)
            real.set(1_010)
            let error = #expect(throws: SimulatedClockError.self) { try writer.move(to: Self.morning + 9) }
            #expect(error?.code == .backward)
            #expect(writer.now == Self.morning + 10)
            try writer.move(to: Self.morning + 10)
        }
    }

    @Test("A real clock that is set back makes it wait, never go back")
    func realClockSetBack() throws {
        try withClock(isRunning: true) { path, real in
            let clock = try SimulatedClock(path: path, identity: Self.sample, real: real.clock)
            real.set(5_000)
            #expect(clock.now() == Self.morning + 4_000)
            real.set(2_000)
            #expect(clock.now() == Self.morning + 4_000)
            real.set(0)
            #expect(try SimulatedClockWriter(path: path, real: real.clock).now == Self.morning)
        }
    }

    @Test("A slot that was torn in the middle of writing is not used", arguments: 0..<5)
    func torn(word: Int) throws {
        try withClock(isRunning: false) { path, real in
            let clock = try SimulatedClock(path: path, identity: Self.sample, real: real.clock)
            try SimulatedClockWriter(path: path, real: real.clock).move(to: Self.morning + 7)
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            // The second generation stands in the first slot; what is written here is half of a third.
            try handle.seek(toOffset: UInt64(SimulatedClockFile.slotOffsets[0] + word * 8))
            try handle.write(contentsOf: Data([0x55, 0x55, 0x55, 0x55]))
            try handle.close()
            #expect(clock.now() == Self.morning)
        }
    }

    @Test("Without any whole slot the last instant said is said again, and a new reader is refused")
    func bothTorn() throws {
        try withClock(isRunning: false) { path, real in
            let clock = try SimulatedClock(path: path, identity: Self.sample, real: real.clock)
            #expect(clock.now() == Self.morning)
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            for offset in SimulatedClockFile.slotOffsets {
                try handle.seek(toOffset: UInt64(offset + 8))
                try handle.write(contentsOf: Data([0x55]))
            }
            try handle.close()
            #expect(clock.now() == Self.morning)
            let error = #expect(throws: SimulatedClockError.self) {
                try SimulatedClock(path: path, identity: Self.sample)
            }
            #expect(error?.code == .unreadable)
        }
    }

    @Test("A reader beside a busy writer only ever sees instants that were written, in order")
    func concurrent() async throws {
        try await withTemporaryDirectory { directory in
            let path = "\(directory)/clock"
            try SimulatedClockWriter.create(path: path, instant: 1_000, isRunning: false, real: { 0 })
            try await withThrowingTaskGroup { group in
                group.addTask {
                    let writer = try SimulatedClockWriter(path: path, real: { 0 })
                    for step in 2...2_000 { try writer.move(to: Int64(step) * 1_000) }
                }
                group.addTask {
                    let clock = try SimulatedClock(path: path, identity: Self.sample, real: { 0 })
                    var last: Int64 = 0
                    while last < 2_000_000 {
                        let now = clock.now()
                        #expect(now >= last && now % 1_000 == 0)
                        last = now
                        await Task.yield()
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("A real store refuses it")
    func realStore() throws {
        try withClock(isRunning: false) { path, _ in
            let identity = StoreIdentity(service: "bell-keeper", createdAt: 1, isSample: false)
            let error = #expect(throws: SimulatedClockError.self) { try SimulatedClock(path: path, identity: identity) }
            #expect(error?.code == .realStore)
            #expect(error?.description.contains("remove clock.simulated-file from the configuration") == true)
        }
    }

    @Test("Two writers do not move it at once, and an existing clock is not made again")
    func oneWriter() throws {
        try withClock(isRunning: false) { path, _ in
            let writer = try SimulatedClockWriter(path: path)
            let second = #expect(throws: SimulatedClockError.self) { try SimulatedClockWriter(path: path) }
            #expect(second?.code == .unwritable)
            let again = #expect(throws: SimulatedClockError.self) {
                try SimulatedClockWriter.create(path: path, instant: 1, isRunning: false)
            }
            #expect(again?.code == .unwritable)
            #expect(writer.now == Self.morning)
        }
    }

    @Test("A file that holds no clock is refused", arguments: ["", "text", String(repeating: "x", count: 4_096)])
    func noClock(_ text: String) throws {
        try withTemporaryDirectory { directory in
            try write(text, to: "\(directory)/clock")
            let error = #expect(throws: SimulatedClockError.self) {
                try SimulatedClock(path: "\(directory)/clock", identity: Self.sample)
            }
            #expect(error?.code == .unreadable)
        }
    }
}
