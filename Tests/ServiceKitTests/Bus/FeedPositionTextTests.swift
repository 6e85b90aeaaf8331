import EventFeed
import Foundation
import Testing

@testable import ServiceKit

@Suite("A position as a manifest writes it")
struct FeedPositionTextTests {
    private static let hash = String(repeating: "0a", count: ChainHash.length)

    @Test("is read from a sequence and 64 hexadecimal digits")
    func read() {
        let position = FeedPosition(text: "42:\(Self.hash)")
        #expect(position?.sequence == 42)
        #expect(position?.hash.hexadecimal == Self.hash)
    }

    @Test("is looked up in what a verification says; an older service says nothing of places")
    func holds() throws {
        let (one, other) = (try #require(FeedPosition(text: "4:\(Self.hash)")), "42:\(Self.hash)")
        #expect(one.holds(by: "head \(other)\nplace \(other) holds\nplace \(one.text) holds") == true)
        #expect(one.holds(by: "place \(other) holds\nplace \(one.text) does not hold") == false)
        #expect(one.holds(by: "head \(one.text)\nplace \(other) holds") == nil)
    }

    @Test(
        "is none of ours where the bytes are as many but are no digits, or the number is none",
        arguments: [
            "42:\(hash.dropLast(2))é", "42:\(hash.dropLast(3))aé", "42:\(hash.dropLast(4))🔔", "42:\(hash)0",
            "42:\(hash.dropLast(1))x", "9223372036854775808:\(hash)", "42", "", ":",
        ])
    func none(_ text: String) {
        #expect(FeedPosition(text: text) == nil)
    }
}
