import Contracts
import Foundation
import School

// What a running service said of itself, as the operator's command reads it.
extension StatusReport {
    init(wire: WireStatusReport) throws {
        self.init(
            service: wire.service, version: wire.version, isSample: wire.sample,
            feed: wire.hasFeed ? try FeedStatus(wire: wire.feed) : nil,
            subscriptions: try wire.subscriptions.map(SubscriptionStatus.init(wire:)),
            jobs: try wire.jobs.map(JobStatus.init(wire:)), walBytes: Int64(clamping: wire.walBytes),
            freeDiskBytes: Int64(clamping: wire.freeDiskBytes),
            lastBackupAt: wire.hasLastBackupAt ? wire.lastBackupAt : nil)
    }
}

extension FeedStatus {
    fileprivate init(wire: WireFeedStatus) throws {
        guard let feed = FeedName(wire.feed), let epoch = UUID(bytes: wire.epoch), let hash = ChainHash(wire.chainHash)
        else { throw FeedClientError.protocolViolation("a feed's status without name, epoch or hash") }
        self.init(
            feed: feed, epoch: epoch, head: FeedPosition(sequence: Int64(clamping: wire.head), hash: hash),
            completeUntil: wire.completeUntil)
    }
}

extension SubscriptionStatus {
    fileprivate init(wire: WireSubscriptionStatus) throws {
        guard let feed = FeedName(wire.feed), let hash = ChainHash(wire.chainHash),
            let state = State(rawValue: wire.state)
        else { throw FeedClientError.protocolViolation("a subscription's status without feed, hash or known state") }
        self.init(
            feed: feed, subscription: wire.subscription, state: state, reason: wire.hasReason ? wire.reason : nil,
            since: wire.since, epoch: UUID(bytes: wire.epoch),
            cursor: FeedPosition(sequence: Int64(clamping: wire.cursor), hash: hash), head: Int64(clamping: wire.head),
            completeUntil: wire.hasCompleteUntil ? wire.completeUntil : nil)
    }
}

extension JobStatus {
    init(wire: WireJob) throws {
        guard let id = UUID(bytes: wire.jobID), let state = State(rawValue: wire.state) else {
            throw FeedClientError.protocolViolation("a job without id or state")
        }
        self.init(
            id: id, kind: wire.kind, state: state, done: wire.done, total: wire.total, message: wire.message)
    }
}
