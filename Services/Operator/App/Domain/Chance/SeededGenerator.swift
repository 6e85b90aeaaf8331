/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers for the same seed, on every machine.
struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// For one thing among many: what is drawn for it depends on nothing that was drawn for another.
    init(seed: UInt64, _ parts: Int...) {
        var mixer = SeededGenerator(seed: seed)
        for part in parts { mixer = SeededGenerator(seed: mixer.next() ^ UInt64(bitPattern: Int64(part))) }
        state = mixer.next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SeededGenerator {
    /// Less than `count`, which is above 0. The bias of the remainder does not matter for counts this small.
    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// True so many times of a hundred.
    mutating func happens(_ percent: Int) -> Bool { below(100) < percent }

    /// One of them; there is at least one.
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
