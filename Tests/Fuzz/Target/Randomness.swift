import Synchronization
import TestKit

/// The process's randomness, begun anew with each input: ids and salts that the code under test draws are the same
/// whenever the same input is read, in this run or alone.
enum Randomness {
    private static let generator = Mutex(start)

    private static var start: SeededGenerator { SeededGenerator(seed: 0x5A56_4F4E_4F4B) }

    static func restart() { generator.withLock { $0 = start } }

    /// Whether the standard library draws from here.
    static var isOurs: Bool {
        let drawn = [0, 1].map { _ in
            restart()
            return UInt64.random(in: .min ... .max)
        }
        return drawn[0] == drawn[1]
    }

    static func fill(_ bytes: UnsafeMutableRawBufferPointer) {
        generator.withLock { generator in
            for place in bytes.indices { bytes[place] = UInt8(truncatingIfNeeded: generator.next()) }
        }
    }
}

/// What `SystemRandomNumberGenerator` calls; a program's own definition goes before the standard library's.
@c(swift_stdlib_random)
public func seededRandom(_ buffer: UnsafeMutableRawPointer?, _ count: Int) {
    Randomness.fill(UnsafeMutableRawBufferPointer(start: buffer, count: count))
}
