import CDispatch  // the toolchain counts timespec and stat as its part
import Foundation
import Glibc
import Synchronization

/// The memory-mapped file of the simulated clock: a magic number and two slots that are written in turn.
///
/// Each slot is five 64-bit words: generation, instant, anchor, running, checksum. A writer only ever writes the older
/// slot, so one whole state is there at any moment, also if the writer is killed in the middle. A reader takes the
/// newest slot whose checksum is right.
///
/// `@unchecked Sendable`: the mapping is only touched through atomic words, and it lives until `deinit`.
final class SimulatedClockFile: @unchecked Sendable {
    static let size = 4_096
    static let magic: UInt64 = 0x5A56_4E4B_434C_4B31  // "ZVNKCLK1"
    static let slotOffsets = [64, 128]
    private static let attempts = 1_000

    private let base: UnsafeMutableRawPointer

    init(path: String, isWritable: Bool) throws(SimulatedClockError) {
        let descriptor = open(path, (isWritable ? O_RDWR : O_RDONLY) | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(path, "\(SystemError.last("open", path))") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, Int(status.st_size) == Self.size else {
            throw Self.unreadable(path, "it is not \(Self.size) bytes long")
        }
        let protection = isWritable ? PROT_READ | PROT_WRITE : PROT_READ
        guard let mapping = mmap(nil, Self.size, protection, MAP_SHARED, descriptor, 0), mapping != MAP_FAILED else {
            throw Self.unreadable(path, "\(SystemError.last("map", path))")
        }
        base = mapping
        guard word(0).pointee.load(ordering: .acquiring) == Self.magic, newest != nil else {
            throw Self.unreadable(path, "it holds no simulated clock")
        }
    }

    deinit {
        munmap(base, Self.size)
    }

    private static func unreadable(_ path: String, _ reason: String) -> SimulatedClockError {
        SimulatedClockError(code: .unreadable, description: "cannot use the simulated clock \(path): \(reason)")
    }

    /// The newest whole state and its generation; nil where no slot is whole, which a writer never leaves behind.
    var newest: (generation: UInt64, state: SimulatedClockState)? {
        for _ in 0..<Self.attempts {
            let slots = Self.slotOffsets.compactMap { slot(at: $0) }
            if let newest = slots.max(by: { $0.generation < $1.generation }) { return newest }
        }
        return nil
    }

    /// Writes the next state into the older slot and brings it to disk.
    func write(_ state: SimulatedClockState) {
        let generation = (newest?.generation ?? 0) + 1
        let offset = Self.slotOffsets[Int(generation % 2)]
        for (index, value) in Self.words(generation, state).enumerated() {
            word(offset + index * 8).pointee.store(value, ordering: .sequentiallyConsistent)
        }
        msync(base, Self.size, MS_SYNC)
    }

    private func slot(at offset: Int) -> (generation: UInt64, state: SimulatedClockState)? {
        let words = (0..<5).map { word(offset + $0 * 8).pointee.load(ordering: .sequentiallyConsistent) }
        let state = SimulatedClockState(
            instant: Int64(bitPattern: words[1]), anchor: Int64(bitPattern: words[2]), isRunning: words[3] == 1)
        guard words == Self.words(words[0], state), words[0] > 0 else { return nil }
        return (words[0], state)
    }

    /// Offsets are multiples of eight within the mapping, so each word is aligned and lock-free.
    private func word(_ offset: Int) -> UnsafeMutablePointer<Atomic<UInt64>> {
        (base + offset).assumingMemoryBound(to: Atomic<UInt64>.self)
    }

    /// The words of a slot, the checksum last.
    static func words(_ generation: UInt64, _ state: SimulatedClockState) -> [UInt64] {
        let words = [
            generation, UInt64(bitPattern: state.instant), UInt64(bitPattern: state.anchor), state.isRunning ? 1 : 0,
        ]
        return words + [checksum(words)]
    }

    /// FNV-1a over the words' bytes: it finds torn slots, it is no protection against anybody.
    static func checksum(_ words: [UInt64]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for word in words {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                hash = (hash ^ (word >> shift & 0xFF)) &* 0x100_0000_01B3
            }
        }
        return hash
    }
}
