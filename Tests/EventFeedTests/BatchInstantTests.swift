import Contracts
import Foundation
import SwiftProtobuf
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
        let id = numbered(7).data
        let event = WireEvent.with {
            $0.sequence = 1
            $0.eventID = id
            $0.schoolID = id
            $0.type = "MarkGiven"
            $0.schemaVersion = 1
            $0.recordedAt = recordedAt
            $0.actorID = id
            $0.payload = Data()
            $0.salt = id
        }
        let batch = WireBatch.with {
            $0.feed = feed.rawValue
            $0.epoch = id
            $0.after = 0
            $0.head = 1
            $0.through = 1
            $0.chainHash = Data(count: ChainHash.length)
            $0.completeUntil = completeUntil
            $0.decidedUntil = decidedUntil
            $0.events = [event]
        }
        // Of a filtered batch the hash is the owner's to say.
        let request = SubscriptionRequest(
            feed: feed, subscription: "test", types: ["MarkGiven"], maximumEvents: 0, wait: .zero)
        return try ReceivedBatch(batch, request: request, after: .origin(of: feed))
    }
}
