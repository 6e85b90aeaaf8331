import Testing

@testable import Operator

@Suite struct StatusTextTests {
    @Test(arguments: [
        (Int64(0), "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (9_949, "9.9 kB"), (9_960, "10 kB"), (999_499, "999 kB"),
        (999_500, "1.0 MB"), (120_000_000_000, "120 GB"), (-5, "0 B"), (.max, "9223372 TB"),
    ])
    func aSizeIsShort(bytes: Int64, text: String) { #expect(StatusText.bytes(bytes) == text) }

    @Test(arguments: [
        (Int64(0), "0.0 s"), (400_000, "0.4 s"), (12_000_000, "12 s"), (119_000_000, "119 s"), (120_000_000, "2 min"),
        (7_200_000_000, "2 h"), (172_800_000_000, "2 d"), (-1, "0.0 s"),
    ])
    func aSpanIsShort(microseconds: Int64, text: String) { #expect(StatusText.span(microseconds) == text) }

    @Test(arguments: [
        (Int64(0), "1970-01-01 00:00:00 UTC"), (-1_000_000, "1969-12-31 23:59:59 UTC"),
        (1_789_465_200_000_000, "2026-09-15 09:40:00 UTC"),
    ])
    func anInstantIsUTC(microseconds: Int64, text: String) { #expect(StatusText.second(microseconds) == text) }

    @Test("What does not fit a table is cut in the columns that may be cut, the last first")
    func table() {
        var table = TextTable([
            .init(title: "NAME", least: 4), .init(title: "N", isRight: true), .init(title: "SAYS", least: 4),
        ])
        table.add(["journal-writer", "12", "a long sentence"])
        #expect(table.lines(width: 80) == ["NAME             N  SAYS", "journal-writer  12  a long sentence"])
        #expect(table.lines(width: 28) == ["NAME             N  SAYS", "journal-writer  12  a long …"])
        #expect(table.lines(width: 16) == ["NAME     N  SAYS", "journ…  12  a l…"])
    }
}
