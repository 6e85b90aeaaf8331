import Foundation
import School
import Testing

@testable import EventFeed

/// Consumers add and subtract: an instant at the end of the type would end them.
@Suite("The instants of a batch")
struct BatchInstantTests {
    private static let first: Int64 = 0
    private static let last: Int64 = 7_258_118_399_999_999

    @Test("are taken up to the first and the last that a clock can show", arguments: [first, last])
    func plausible(_ instant: Int64) throws {
        let batch = try read(recordedAt: instant, completeUntil: instant, decidedUntil: instant)
        #expect(batch.events.map(\.recordedAt) == [instant])
    }

    @Test("beyond them are refused, wherever they stand", arguments: [.min, first - 1, last + 1, .max])
    func refused(_ instant: Int64) throws {
        #expect(throws: FeedClientError.self) { try read(recordedAt: instant) }
        #expect(throws: FeedClientError.self) { try read(completeUntil: instant) }
        #expect(throws: FeedClientError.self) { try read(decidedUntil: instant) }
    }

    private func read(
        recordedAt: Int64 = 1, completeUntil: Int64 = 2, decidedUntil: Int64 = 3
    ) throws -> ReceivedBatch {
        let feed = try #require(FeedName("journal.test"))
        let event = FeedEvent(
            sequence: 1, id: numbered(7), school: numbered(7), type: "MarkGiven", schemaVersion: 1,
            recordedAt: recordedAt, actor: numbered(7), content: .payload(Data(), salt: numbered(7).data),
            traceID: .none)
        let origin = FeedPosition.origin(of: feed)
        let batch = FeedBatch(
            feed: feed, epoch: numbered(7), after: 0, head: 1, through: FeedPosition(sequence: 1, hash: origin.hash),
            completeUntil: completeUntil, decidedUntil: decidedUntil, events: [event])
        // Of a filtered batch the hash is the owner's to say.
        let request = SubscriptionRequest(
            feed: feed, subscription: "test", types: ["MarkGiven"], maximumEvents: 0, wait: .zero)
        return try ReceivedBatch(batch.wire(after: 0, isSample: false), request: request, after: origin)
    }
}
