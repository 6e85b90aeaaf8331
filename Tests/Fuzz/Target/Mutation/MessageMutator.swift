import TestKit

/// Turns a message into a nearly valid one; whatever it chooses follows from the seed alone.
struct MessageMutator {
    private static let header = 1
    private static let body = 2

    private var generator: SeededGenerator

    init(seed: UInt32) { generator = SeededGenerator(seed: UInt64(seed)) }

    /// Most mutations keep the form of the message, so that they reach whoever reads what is in it.
    mutating func mutate(_ frames: [[UInt8]]) -> [[UInt8]] {
        guard !frames.isEmpty else { return [[], [], []] }
        switch generator.next() % 32 {
        case 0: return withoutFrame(frames)
        case 1: return withDoubledFrame(frames)
        case 2: return withFlippedBit(frames, in: frames.indices.randomElement(using: &generator) ?? 0)
        case 3: return withOtherField(frames, in: Self.header)
        case 4: return byLibFuzzer(frames, in: Self.header)
        case 5: return withOtherLength(frames)
        case 6: return withFlippedBit(frames, in: Self.body)
        case 7..<10: return byLibFuzzer(frames, in: Self.body)
        default: return withOtherField(frames, in: Self.body)
        }
    }

    private mutating func withoutFrame(_ frames: [[UInt8]]) -> [[UInt8]] {
        var frames = frames
        frames.remove(at: Int.random(in: 0..<frames.count, using: &generator))
        return frames
    }

    private mutating func withDoubledFrame(_ frames: [[UInt8]]) -> [[UInt8]] {
        var frames = frames
        let place = Int.random(in: 0..<frames.count, using: &generator)
        frames.insert(frames[place], at: Int.random(in: 0...frames.count, using: &generator))
        return frames
    }

    private mutating func withFlippedBit(_ frames: [[UInt8]], in frame: Int) -> [[UInt8]] {
        guard frames.indices.contains(frame), !frames[frame].isEmpty else { return withDoubledFrame(frames) }
        var frames = frames
        let place = Int.random(in: 0..<frames[frame].count, using: &generator)
        frames[frame][place] ^= 1 << UInt8(generator.next() % 8)
        return frames
    }

    private mutating func withOtherField(_ frames: [[UInt8]], in frame: Int) -> [[UInt8]] {
        guard frames.indices.contains(frame) else { return withDoubledFrame(frames) }
        var frames = frames
        var fields = FieldMutator(
            generator: generator, numbers: Words.numbers, texts: Words.texts, bytes: { LibFuzzer.mutate($0) })
        frames[frame] = fields.mutate(frames[frame])
        return frames
    }

    /// Cuts the body, or repeats its end; no length inside it fits any more.
    private mutating func withOtherLength(_ frames: [[UInt8]]) -> [[UInt8]] {
        guard frames.indices.contains(Self.body) else { return withDoubledFrame(frames) }
        var frames = frames
        let place = Int.random(in: 0...frames[Self.body].count, using: &generator)
        if generator.next() % 2 == 0 {
            frames[Self.body].removeSubrange(place...)
        } else {
            frames[Self.body].append(contentsOf: frames[Self.body][place...])
        }
        return frames
    }

    private func byLibFuzzer(_ frames: [[UInt8]], in frame: Int) -> [[UInt8]] {
        guard frames.indices.contains(frame) else { return frames + [[]] }
        var frames = frames
        frames[frame] = LibFuzzer.mutate(frames[frame])
        return frames
    }
}

/// What libFuzzer calls for each new input; the name is its own.
@c(LLVMFuzzerCustomMutator)
public func mutateInput(_ data: UnsafeMutablePointer<UInt8>?, _ size: Int, _ limit: Int, _ seed: UInt32) -> Int {
    guard let data, size <= limit else { return 0 }
    var mutator = MessageMutator(seed: seed)
    let frames = mutator.mutate(FrameList.decode(UnsafeBufferPointer(start: data, count: size)))
    let mutated = FrameList.encode(frames).prefix(limit)
    _ = UnsafeMutableBufferPointer(start: data, count: limit).update(fromContentsOf: mutated)
    return mutated.count
}
