import Foundation

/// Where the reading of a feed has come to.
public struct FeedReading: Sendable {
    public let feed: FeedName
    /// The name it is read under, unique among the reader's own.
    public let name: String
    public let types: Set<String>
    public private(set) var position: FeedPosition
    /// Whether the feed's owner is a sample; false before the first answer.
    public private(set) var isSample = false
    private var epoch: UUID?

    /// - Parameter types: the event types wanted; none: all, for keys that may read every type.
    public init(feed: FeedName, name: String, types: Set<String>) {
        self.feed = feed
        self.name = name
        self.types = types
        position = .origin(of: feed)
    }

    mutating func note(_ batch: ReceivedBatch) {
        position = batch.through
        epoch = batch.epoch
        isSample = batch.isSample
    }

    var knownEpoch: UUID? { epoch }
}

extension FeedClient {
    /// The most events in one answer.
    private static let readEvents = 5_000

    /// Reads what is there from a place on, without following what comes later and without keeping anything.
    /// - Parameter reading: goes on to the feed's end; where an error ends it early, to what was handed over.
    /// - Parameter handle: called with each batch of events, in the feed's order.
    /// - Throws: `FeedClientError`; what `handle` throws.
    public nonisolated func readToHead(
        _ reading: inout FeedReading, handle: ([FeedEvent]) throws -> Void
    ) async throws {
        while true {
            let request = SubscriptionRequest(
                feed: reading.feed, subscription: reading.name, types: reading.types,
                maximumEvents: Self.readEvents, wait: .zero)
            switch try await fetch(request, after: reading.position, epoch: reading.knownEpoch) {
            case .diverged:
                throw FeedClientError.protocolViolation("the feed is not the one whose beginning was read")
            case .batch(let batch):
                try handle(batch.events)
                reading.note(batch)
                if batch.through.sequence >= batch.head { return }
            }
        }
    }
}
