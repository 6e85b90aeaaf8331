import Foundation
import School
import Testing

@Suite struct UUIDTests {
    /// Says what it is told, so that the random part of an id is known.
    private struct Fixed: RandomNumberGenerator {
        let value: UInt64
        mutating func next() -> UInt64 { value }
    }

    @Test("A version 7 id is milliseconds, fraction and randomness, as in the standard's example (RFC 9562, A.6)")
    func exampleOfTheStandard() {
        // The example is 2022-02-22 19:22:22 UTC with rand_a CC3 and rand_b 18C4DC0C0C07398F. No whole microsecond has
        // the fraction CC3: 797 · 4,096 / 1,000 is CC0.
        var generator = Fixed(value: 0x18C4_DC0C_0C07_398F << 2)
        let id = UUID.version7(atMicroseconds: 1_645_557_742_000_797, using: &generator)
        #expect(id.uuidString == "017F22E2-79B0-7CC0-98C4-DC0C0C07398F")
    }

    @Test("Version and variant stand in their places, whatever the randomness", arguments: [0, UInt64.max, 0x5555])
    func layout(random: UInt64) {
        var generator = Fixed(value: random)
        for microseconds in [Int64.min, 0, 999, 1_000, 1_788_000_000_123_456, .max] {
            let bytes = UUID.version7(atMicroseconds: microseconds, using: &generator).bytes
            #expect(bytes[6] >> 4 == 7)
            #expect(bytes[8] >> 6 == 0b10)
        }
    }

    @Test("Ids of later microseconds sort after those of earlier ones, as bytes and as text")
    func order() {
        let start: Int64 = 1_788_000_000_000_000
        var random = SystemRandomNumberGenerator()
        let ids = (0..<3_000).map { UUID.version7(atMicroseconds: start + $0, using: &random) }
        for (earlier, later) in zip(ids, ids.dropFirst()) {
            #expect(earlier.bytes.lexicographicallyPrecedes(later.bytes))
            #expect(earlier.uuidString < later.uuidString)
        }
    }

    @Test("Ids of one microsecond differ")
    func unique() {
        let ids = (0..<1_000).map { _ in UUID.version7(atMicroseconds: 1_788_000_000_000_000) }
        #expect(Set(ids).count == 1_000)
    }

    @Test("Sixteen bytes make an id and come back; any other number makes none")
    func bytes() {
        let bytes = (0..<16).map { UInt8($0 * 16) }
        #expect(UUID(bytes: bytes)?.bytes == bytes)
        #expect(UUID(bytes: bytes)?.uuidString == "00102030-4050-6070-8090-A0B0C0D0E0F0")
        #expect(UUID(bytes: bytes.dropLast()) == nil)
        #expect(UUID(bytes: bytes + [0]) == nil)
        #expect(UUID(bytes: [UInt8]()) == nil)
        #expect(UUID(bytes: Data([9, 9] + bytes).dropFirst(2))?.bytes == bytes)
        #expect(UUID(bytes: Data(bytes).dropLast()) == nil)
        #expect(UUID(bytes: Data()) == nil)
    }

    @Test("No one's id is all zero (RFC 9562, 5.9)")
    func none() {
        #expect(UUID.none.bytes == [UInt8](repeating: 0, count: 16))
    }

    @Test("Two halves are read big-endian")
    func halves() {
        #expect(UUID(high: 0x0102_0304_0506_0708, low: 0x090A_0B0C_0D0E_0F10).bytes == Array(1...16))
    }

    @Test("an id is written as Foundation writes it, in lower case, and ids have the order of their texts")
    func text() {
        var ids = [
            UUID.none, UUID(high: .max, low: .max), UUID(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210),
        ]
        ids += (0..<100).map { _ in UUID() }
        for id in ids { #expect(id.text == id.uuidString.lowercased()) }
        #expect(ids.sorted().map(\.text) == ids.map(\.text).sorted())
    }
}
