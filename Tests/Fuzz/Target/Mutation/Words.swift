import Foundation
import JournalWriter
import School

@testable import EventFeed

/// Values that decide something somewhere, which chance alone would take long to find.
enum Words {
    /// Ends of ranges: of enumerations, lists, days, 32 and 64 bits, signed and not.
    static let numbers: [UInt64] =
        [
            0, 2, 5, 15, 16, 30, 64, 127, 255, 1_024, 1_439, 4_096, 20_740, 65_535, 262_144,
            UInt64(SampleJournal.now), UInt64(Int64.max), UInt64.max, UInt64(bitPattern: Int64.min),
        ]
        + [Int32.max, Int32.min].map { UInt64(bitPattern: Int64($0)) } + [UInt64(UInt32.max), 1 << 31]

    /// Names of everything that has one, ids that somebody has, and lengths that somebody checks.
    static let texts: [[UInt8]] =
        (JournalCommandHandler().commandNames.sorted() + JournalEvents.types.sorted() + names).map { Array($0.utf8) }
        + (SampleIDs.all + [UUID.none, SampleJournal.newID]).map(\.bytes)
        + [0, 15, 17, 32, 64, 65].map { Array(repeating: 0xD0, count: $0) }

    private static let names = [
        Staging.applyName, SampleJournal.feedName, "Europe/Moscow", "Asia/Yekaterinburg", "UTC", "a@b.example", "А",
        "\u{0}", "e\u{301}", "1–4",
    ]
}
