import Contracts
import Foundation
import School
import SwiftProtobuf
import ZeroMQ

/// One fetch under way: who asked, what, and how far it has been looked through.
struct FetchTask: Sendable {
    /// A newer fetch of the same sender and subscription replaces an older one.
    struct Key: Hashable, Sendable {
        let sender: String
        let subscription: String
    }

    let key: Key
    let peer: PeerID
    /// The public key it came with: gone from the allow-list, the fetch is dropped.
    let userID: String
    let requestID: UInt64
    let traceID: UUID
    /// Where the asker stands; what the answer repeats.
    let after: Int64
    /// Looked through up to here without finding anything.
    var request: FetchRequest
    /// When its time is up.
    let deadline: DeadlineSweep.Instant
    /// Time is up: whatever there is, even nothing, is the answer.
    var mustAnswer: Bool
    /// Given by the board: tells this fetch from any other, whatever request ids their askers chose.
    var ticket: UInt64 = 0

    /// Whether the rights that its key has now still cover it: they may have been narrowed while it waited.
    func isCovered(by rights: SenderRights?, feed: FeedName) -> Bool {
        guard let rights, rights.name == key.sender, let allowed = rights.types(of: feed) else { return false }
        guard let types = request.types else { return allowed == .all }
        return types.allSatisfy(allowed.contains)
    }

    /// The answer is worth sending now, rather than waiting for more.
    func isWorthSending(_ batch: FeedBatch) -> Bool {
        mustAnswer || !batch.events.isEmpty || batch.through.sequence - after >= FeedReader.scanLimit
            || batch.through.sequence < batch.head
    }
}

extension FetchTask {
    /// A batch's bytes as they are sent; none of any other answer. Off the caller's executor: a batch may have 1 MiB.
    @concurrent
    func body(of answer: FetchAnswer, isSample: Bool) async throws -> [UInt8] {
        guard case .batch(let batch) = answer else { return [] }
        return try batch.wire(after: after, isSample: isSample).serializedBytes()
    }
}

/// Limits of fetching.
enum FetchLimits {
    static let wait: Duration = .seconds(30)
    static let types = 256
    static let subscriptionsPerSender = 16
    static let nameLength = 64
}

extension FetchTask {
    /// Reads and checks a fetch that came `now`.
    init(
        wire: WireFetch, envelope: Envelope, peer: PeerID, userID: String, rights: SenderRights, log: EventLog,
        now: DeadlineSweep.Instant = SuspendingClock.now
    ) throws(Refusal) {
        guard wire.hasFeed else { throw .malformed("feed", "the feed's name is needed") }
        guard let feed = FeedName(wire.feed), let allowed = rights.types(of: feed) else {
            throw .forbidden("feed", "this key may not fetch that feed")
        }
        guard feed == log.feed else {
            throw Refusal("unknown-feed", field: "feed", "this service has the feed \(log.feed)")
        }
        guard wire.hasSubscription, (1...FetchLimits.nameLength).contains(wire.subscription.utf8.count) else {
            throw .malformed("subscription", "a name of 1 to \(FetchLimits.nameLength) bytes is needed")
        }
        key = Key(sender: rights.name, subscription: wire.subscription)
        self.peer = peer
        self.userID = userID
        requestID = envelope.requestID
        traceID = envelope.traceID
        let position = try Self.position(wire)
        after = position.sequence
        request = FetchRequest(
            after: position, types: try Self.types(wire.types, of: feed, rights, allowed: allowed),
            maximumEvents: wire.maxEvents == 0 ? FeedReader.maximumEvents : Int(wire.maxEvents),
            maximumBytes: wire.maxBytes == 0 ? FeedReader.maximumBytes : Int(wire.maxBytes))
        deadline = now + min(.milliseconds(Int64(wire.waitMs)), FetchLimits.wait)
        mustAnswer = wire.waitMs == 0
    }

    private static func position(_ wire: WireFetch) throws(Refusal) -> FeedPosition {
        guard wire.hasAfter, let sequence = Int64(exactly: wire.after) else {
            throw .malformed("after", "a sequence is needed")
        }
        guard let hash = ChainHash(wire.chainHash) else {
            throw .malformed("chain_hash", "the 32 bytes of the chain hash at `after` are needed")
        }
        if wire.hasEpoch, wire.epoch.count != 16 { throw .malformed("epoch", "an epoch has 16 bytes") }
        return FeedPosition(sequence: sequence, hash: hash)
    }

    private static func types(
        _ asked: [String], of feed: FeedName, _ rights: SenderRights, allowed: Choice<String>
    ) throws(Refusal) -> Set<String>? {
        guard asked.count <= FetchLimits.types else {
            throw .malformed("types", "\(asked.count) types; the limit is \(FetchLimits.types)")
        }
        if asked.isEmpty {
            guard case .all = allowed else { throw .forbidden("types", "this key may not read every type") }
            return nil
        }
        let known = Set(rights.asked(asked, of: feed))
        for (index, type) in asked.enumerated() where known.contains(type) && !allowed.contains(type) {
            throw .forbidden("types[\(index)]", "this key may not read that type")
        }
        return known
    }
}
