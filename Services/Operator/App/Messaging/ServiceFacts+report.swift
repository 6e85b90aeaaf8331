import EventFeed
import Foundation

extension ServiceFacts {
    /// What a service said over its port.
    init(_ report: StatusReport) {
        self.init(
            version: report.version, isSample: report.isSample, feed: report.feed.map(FeedFacts.init),
            subscriptions: report.subscriptions.map(SubscriptionFacts.init), jobs: report.jobs.map(JobFacts.init),
            walBytes: report.walBytes, freeDiskBytes: report.freeDiskBytes, lastBackupAt: report.lastBackupAt)
    }
}

extension FeedFacts {
    init(_ feed: FeedStatus) {
        self.init(
            name: feed.feed.rawValue, epoch: feed.epoch.uuidString.lowercased(), head: feed.head.sequence,
            hash: feed.head.hash.hexadecimal, completeUntil: feed.completeUntil)
    }
}

extension SubscriptionFacts {
    init(_ status: SubscriptionStatus) {
        self.init(
            feed: status.feed.rawValue, state: status.state.rawValue, reason: status.reason, since: status.since,
            cursor: status.cursor.sequence, hash: status.cursor.hash.hexadecimal, head: status.head,
            completeUntil: status.completeUntil)
    }
}

extension JobFacts {
    init(_ job: JobStatus) {
        self.init(
            id: job.id.uuidString.lowercased(), kind: job.kind, state: job.state.rawValue, done: job.done,
            total: job.total, message: job.message)
    }
}
