import Foundation
import School

/// What an operator asks of a running service.
public enum DeskRequest: Sendable, Equatable {
    case status
    case backup(folder: String?)
    /// The job says of each place whether the own log has been there.
    case verify(isFull: Bool, expected: FeedPosition?, places: [FeedPosition] = [])
    case rebuild(feed: String?)
    case skip(feed: String, sequence: Int64, reason: String)
    case trace(TraceQuestion)
    /// Read the allow-list again.
    case reload
}

/// What the service says to it.
public enum DeskAnswer: Sendable {
    case report(StatusReport)
    case job(JobStatus)
    case trace(TraceReport)
    case refused(code: String, field: String?, message: String)
}

/// Answers operators; long work is started and answered with a job.
public protocol OperatorDesk: Sendable {
    func answer(_ request: DeskRequest) async -> DeskAnswer
}

/// How a service stands.
public struct StatusReport: Sendable {
    public var service: String
    public var version: String
    public var isSample: Bool
    public var feed: FeedStatus?
    public var subscriptions: [SubscriptionStatus]
    public var jobs: [JobStatus]
    public var walBytes: Int64
    public var freeDiskBytes: Int64
    /// Microseconds UTC.
    public var lastBackupAt: Int64?

    public init(
        service: String, version: String, isSample: Bool, feed: FeedStatus?, subscriptions: [SubscriptionStatus],
        jobs: [JobStatus], walBytes: Int64, freeDiskBytes: Int64, lastBackupAt: Int64?
    ) {
        self.service = service
        self.version = version
        self.isSample = isSample
        self.feed = feed
        self.subscriptions = subscriptions
        self.jobs = jobs
        self.walBytes = walBytes
        self.freeDiskBytes = freeDiskBytes
        self.lastBackupAt = lastBackupAt
    }
}

/// Where the own feed ends.
public struct FeedStatus: Sendable {
    public let feed: FeedName
    public let epoch: UUID
    public let head: FeedPosition
    public let completeUntil: Int64
}

/// Long work of an operator.
public struct JobStatus: Sendable, Equatable {
    public enum State: String, Sendable { case running, done, failed }
    public let id: UUID
    /// backup, verify, rebuild, skip or reload.
    public let kind: String
    public var state: State
    public var done: UInt64
    public var total: UInt64
    public var message: String

    public init(id: UUID, kind: String, state: State, done: UInt64 = 0, total: UInt64 = 0, message: String) {
        self.id = id
        self.kind = kind
        self.state = state
        self.done = done
        self.total = total
        self.message = message
    }
}
