import EventFeed
import Foundation
import Testing

@testable import ServiceKit

@Suite("The list of erased events")
struct ErasureLedgerTests {
    private static let id = "01890a5d-ac96-774b-bcce-b302099a8057"

    @Test("gives back what was added, each once")
    func kept() throws {
        try withTemporaryDirectory { directory in
            let ledger = ErasureLedger(directory: directory, feed: try #require(FeedName("journal.test")))
            let event = ErasedEvent(sequence: 7, id: try #require(UUID(uuidString: Self.id)))
            try ledger.add([event])
            try ledger.add([event])
            #expect(try ledger.read() == [event])
        }
    }

    @Test("is made empty for a backup, so that one that was lost is told from one that never was")
    func empty() throws {
        try withTemporaryDirectory { directory in
            let ledger = ErasureLedger(directory: directory, feed: try #require(FeedName("journal.test")))
            try ledger.add([])
            #expect(!ledger.exists)
            try ledger.add([], isMadeEmpty: true)
            #expect(try ledger.exists && ledger.read().isEmpty)
        }
    }

    @Test("is one of several: what the own, the carried and the named ones list is put together")
    func several() throws {
        try withTemporaryDirectory { directory in
            let feed = try #require(FeedName("journal.test"))
            let events = (1...3).map { ErasedEvent(sequence: $0, id: UUID()) }
            let places = ["own", "backup", "named"].map { "\(directory)/\($0)" }
            for (place, event) in zip(places, events) {
                try ErasureLedger(directory: place, feed: feed).add([event])
            }
            let named = "\(places[2])/erasures-journal.test.txt"
            let own = ErasureLedger(directory: places[0], feed: feed)
            let backup = "\(places[1])/journal-writer-1.sqlite"
            let all = ErasureLists(own: own, backup: backup, named: [named])
            #expect(try Set(all.events()) == Set(events) && all.isRecent)
            let lost = ErasureLists(
                own: ErasureLedger(directory: "\(directory)/elsewhere", feed: feed), backup: backup, named: [])
            #expect(try lost.events() == [events[1]] && !lost.isRecent)
            let missing = ErasureLists(own: own, backup: backup, named: ["\(directory)/no.txt"])
            #expect(throws: BackupFailure.self) { try missing.events() }
        }
    }

    @Test(
        "is refused by line where a sequence is none that an event has",
        arguments: ["-5 \(id)", "0 \(id)", "9223372036854775808 \(id)", "x \(id)", "5", "5 x"])
    func refused(_ line: String) throws {
        try withTemporaryDirectory { directory in
            try write("1 \(Self.id)\n\(line)\n", to: "\(directory)/erasures-journal.test.txt")
            let ledger = ErasureLedger(directory: directory, feed: try #require(FeedName("journal.test")))
            let failure = #expect(throws: BackupFailure.self) { try ledger.read() }
            #expect(failure.map { "\($0)".contains("erasures-journal.test.txt:2:") } == true)
        }
    }
}
