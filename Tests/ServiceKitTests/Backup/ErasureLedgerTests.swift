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
