import Foundation
import ServiceKit
import Testing

@Suite("Instants as text")
struct TimestampTextTests {
    @Test(
        "are exact to the microsecond, also before 1970 and on leap days",
        arguments: [
            (Int64(0), "1970-01-01T00:00:00.000000Z"), (1, "1970-01-01T00:00:00.000001Z"),
            (-1, "1969-12-31T23:59:59.999999Z"), (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
            (1_709_251_199_999_999, "2024-02-29T23:59:59.999999Z"),
            (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"),
            (.max, "294247-01-10T04:00:54.775807Z"), (.min, "-290308-12-21T19:59:05.224192Z"),
        ])
    func rfc3339(instant: Int64, text: String) {
        #expect(TimestampText.rfc3339(instant) == text)
    }

    @Test("agree with Foundation on every day of four centuries")
    func days() {
        for day in stride(from: Int64(-70_000), to: 80_000, by: 1) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400)
            let expected = date.formatted(.iso8601.year().month().day())
            #expect(TimestampText.rfc3339(day * 86_400_000_000).hasPrefix(expected))
        }
    }

    @Test("The system's clock is the one others read")
    func systemClock() {
        let before = Date().timeIntervalSince1970
        let now = Double(WallClocks.system()) / 1_000_000
        #expect(now >= before - 0.001 && now <= Date().timeIntervalSince1970 + 0.001)
    }
}
