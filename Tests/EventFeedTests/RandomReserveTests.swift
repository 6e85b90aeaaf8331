import Testing

@testable import EventFeed

@Suite("Randomness in reserve")
struct RandomReserveTests {
    @Test("No number comes twice, also beyond the end of a piece, and every bit is now set, now not")
    func distinct() {
        let reserve = RandomReserve()
        let numbers = (0..<30 * RandomReserve.size + 1).map { _ in reserve.next() }
        #expect(Set(numbers).count == numbers.count)
        #expect(numbers.reduce(0, |) == .max && numbers.reduce(.max, &) == 0)
    }

    @Test("Many that draw at once get different numbers")
    func concurrent() async {
        let reserve = RandomReserve()
        let drawn = await withTaskGroup(of: [UInt64].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<1_000).map { _ in reserve.next() } }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(drawn.count == 8_000 && Set(drawn).count == 8_000)
    }
}
