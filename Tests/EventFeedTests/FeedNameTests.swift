import Testing

@testable import EventFeed

@Suite("Feed names")
struct FeedNameTests {
    @Test("a name of 64 allowed bytes is taken, one of 65 is not, nor an empty one")
    func lengthEdges() {
        #expect(FeedName(String(repeating: "a", count: 64))?.rawValue.count == 64)
        #expect(FeedName(String(repeating: "a", count: 65)) == nil)
        #expect(FeedName("") == nil)
    }

    @Test("capitals, spaces, underscores and Cyrillic are refused", arguments: ["Journal", "a b", "a_b", "школа"])
    func otherCharacters(_ name: String) {
        #expect(FeedName(name) == nil)
    }
}
