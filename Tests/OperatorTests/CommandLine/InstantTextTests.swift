import Testing

@testable import Operator

@Suite struct InstantTextTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", Int64(0)), ("2026-09-15T12:40:00+03:00", 1_789_465_200_000_000),
        ("2026-09-15T09:40Z", 1_789_465_200_000_000), ("2026-09-15T04:10:00-05:30", 1_789_465_200_000_000),
    ])
    func anInstantIsReadWithItsOffset(text: String, microseconds: Int64) {
        #expect(InstantText.microseconds(of: text) == microseconds)
    }

    @Test(arguments: [
        "", "2026-09-15", "2026-09-15T12:40", "2026-09-31T12:40Z", "2026-09-15T24:00Z", "2026-09-15T12:40:60Z",
        "2026-09-15T12:40+3", "2026-09-15 12:40Z", "2026-09-15T12:40:0xZ", "T12:40Z",
    ])
    func anythingElseIsNone(text: String) {
        #expect(InstantText.microseconds(of: text) == nil)
    }
}
