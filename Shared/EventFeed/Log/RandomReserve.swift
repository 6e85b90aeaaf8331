import Glibc
import Synchronization

/// The system's randomness, drawn in large pieces: an event takes three numbers of it, and a call of the kernel for
/// each cost more than the rest of making the event.
final class RandomReserve: Sendable {
    /// Numbers drawn with one call: 256 bytes, the most that getentropy(3) gives.
    static let size = 32

    private struct State {
        var numbers: [UInt64] = []
    }

    private let state = Mutex(State())

    /// A number that nobody else is given. It leaves the reserve, so that no salt can be read from memory later.
    func next() -> UInt64 {
        state.withLock { state in
            if let number = state.numbers.popLast() { return number }
            state.numbers = Self.draw()
            return state.numbers.removeLast()
        }
    }

    private static func draw() -> [UInt64] {
        [UInt64](unsafeUninitializedCapacity: size) { buffer, count in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            if getentropy(bytes.baseAddress, size * MemoryLayout<UInt64>.size) != 0 {
                var system = SystemRandomNumberGenerator()
                for index in 0..<size { buffer.initializeElement(at: index, to: system.next()) }
            }
            count = size
        }
    }
}

/// Draws from a reserve where a generator is asked for.
struct ReservedRandom: RandomNumberGenerator {
    let reserve: RandomReserve

    func next() -> UInt64 { reserve.next() }
}
