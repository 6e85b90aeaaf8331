import Contracts
import Foundation
import School
import SwiftProtobuf

/// A batch as a consumer received it.
struct ReceivedBatch: Sendable {
    let epoch: UUID
    let head: Int64
    let after: Int64
    let through: FeedPosition
    let completeUntil: Int64
    /// Nil where the feed rests on no other, or its owner does not say.
    var decidedUntil: Int64?
    let isSample: Bool
    let events: [FeedEvent]
}

enum FetchOutcome: Sendable {
    case batch(ReceivedBatch)
    case diverged(epoch: UUID?, head: Int64)
}

/// What a subscription asks for each time.
struct SubscriptionRequest: Sendable {
    let feed: FeedName
    let subscription: String
    let types: Set<String>
    let maximumEvents: Int
    let wait: Duration
}

extension FeedClient {
    /// How much longer than the wait asked for an answer may take.
    private static let grace: Duration = .seconds(10)

    /// Fetches what follows `after`, checking everything the protocol promises of a batch.
    func fetch(_ request: SubscriptionRequest, after: FeedPosition, epoch: UUID?) async throws -> FetchOutcome {
        var wire = WireFetch()
        wire.feed = request.feed.rawValue
        if let epoch { wire.epoch = epoch.data }
        wire.after = UInt64(after.sequence)
        wire.chainHash = after.hash.bytes
        wire.subscription = request.subscription
        wire.types = request.types.sorted()
        wire.maxEvents = UInt32(request.maximumEvents)
        wire.waitMs = UInt32(request.wait.milliseconds)
        let reply = try await ask(.fetch, wire, timeout: request.wait + Self.grace)
        return try await Self.read(reply, request: request, after: after)
    }

    /// Decoding a megabyte takes milliseconds that belong to the sockets: it happens elsewhere.
    @concurrent
    private nonisolated static func read(
        _ reply: Reply, request: SubscriptionRequest, after: FeedPosition
    ) async throws -> FetchOutcome {
        switch reply.kind {
        case .batch:
            let wire = try WireBatch(serializedBytes: reply.body)
            return .batch(try ReceivedBatch(wire, request: request, after: after))
        case .diverged:
            let wire = try WireDiverged(serializedBytes: reply.body)
            return .diverged(epoch: UUID(bytes: wire.epoch), head: Int64(clamping: wire.head))
        case .refused:
            let wire = try WireRefused(serializedBytes: reply.body)
            throw FeedClientError.refused(code: wire.code, message: wire.message)
        default:
            throw FeedClientError.protocolViolation("an answer of another kind")
        }
    }
}

extension ReceivedBatch {
    init(_ wire: WireBatch, request: SubscriptionRequest, after position: FeedPosition) throws {
        guard wire.feed == request.feed.rawValue, wire.after == UInt64(position.sequence) else {
            throw FeedClientError.protocolViolation("a batch of another feed or place")
        }
        guard let epoch = UUID(bytes: wire.epoch), let hash = ChainHash(wire.chainHash), wire.hasCompleteUntil,
            let through = Int64(exactly: wire.through), let head = Int64(exactly: wire.head),
            through >= position.sequence, head >= through
        else { throw FeedClientError.protocolViolation("a batch without its numbers") }
        let events = try wire.events.map { wire in
            guard let event = FeedEvent(wire: wire) else {
                throw FeedClientError.protocolViolation("an event without its fields")
            }
            return event
        }
        self.init(
            epoch: epoch, head: head, after: position.sequence, through: FeedPosition(sequence: through, hash: hash),
            completeUntil: wire.completeUntil, decidedUntil: wire.hasDecidedUntil ? wire.decidedUntil : nil,
            isSample: wire.sample, events: events)
        try checkOrder()
        try checkInstants()
        if request.types.isEmpty { try checkChain(from: position) }
    }

    private func checkOrder() throws {
        var last = after
        for event in events {
            guard event.sequence > last, event.sequence <= through.sequence else {
                throw FeedClientError.protocolViolation("events out of order")
            }
            last = event.sequence
        }
    }

    /// Consumers reckon with instants: one that no clock shows would be the end of a sum, or of the service.
    private func checkInstants() throws {
        let plausible = FeedEvent.plausibleInstants
        guard [completeUntil, decidedUntil ?? completeUntil].allSatisfy(plausible.contains),
            events.allSatisfy({ plausible.contains($0.recordedAt) })
        else {
            throw FeedClientError.protocolViolation("an instant outside 1970 to 2199")
        }
    }

    /// Unfiltered, every sequence is there and the chain can be recomputed.
    private func checkChain(from position: FeedPosition) throws {
        var check = position
        for event in events {
            guard event.sequence == check.sequence + 1 else {
                throw FeedClientError.protocolViolation("event \(check.sequence + 1) is missing")
            }
            check = FeedPosition(
                sequence: event.sequence, hash: check.hash.link(event.sealed, digest: event.content.digest))
        }
        guard check == through else { throw FeedClientError.protocolViolation("the chain hash does not follow") }
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}
