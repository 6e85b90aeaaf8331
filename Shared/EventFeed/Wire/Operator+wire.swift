import Contracts
import Foundation
import School
import SwiftProtobuf

extension DeskRequest {
    /// The most places that one verification looks at.
    public static let maximumPlaces = 256

    /// Reads an operator's request; nil for a kind that is none.
    init?(kind: WireKind, body: [UInt8]) throws {
        switch kind {
        case .status:
            self = .status
        case .backup:
            let wire = try WireBackup(serializedBytes: body)
            self = .backup(folder: wire.hasFolder ? wire.folder : nil)
        case .verify:
            self = try Self.verify(try WireVerify(serializedBytes: body))
        case .rebuild:
            let wire = try WireRebuild(serializedBytes: body)
            self = .rebuild(feed: wire.hasFeed ? wire.feed : nil)
        case .skip:
            self = try Self.skip(try WireSkip(serializedBytes: body))
        case .trace:
            self = .trace(try TraceQuestion(try WireTrace(serializedBytes: body)))
        case .reload:
            self = .reload
        default:
            return nil
        }
    }

    private static func verify(_ wire: WireVerify) throws(Refusal) -> DeskRequest {
        let places = try places(wire.places)
        guard wire.hasExpectedSequence || wire.hasExpectedHash else {
            return .verify(isFull: wire.full, expected: nil, places: places)
        }
        guard let sequence = Int64(exactly: wire.expectedSequence), let hash = ChainHash(wire.expectedHash) else {
            throw .malformed("expected_hash", "an expected sequence needs the 32 bytes of its chain hash")
        }
        return .verify(
            isFull: wire.full, expected: FeedPosition(sequence: sequence, hash: hash), places: places)
    }

    private static func places(_ wire: [WireFeedPlace]) throws(Refusal) -> [FeedPosition] {
        guard wire.count <= maximumPlaces else {
            throw .malformed("places", "\(wire.count) places; a verification takes at most \(maximumPlaces)")
        }
        var places: [FeedPosition] = []
        for (index, place) in wire.enumerated() {
            guard let sequence = Int64(exactly: place.sequence), let hash = ChainHash(place.chainHash) else {
                throw .malformed("places[\(index)]", "a place needs a sequence and the 32 bytes of its chain hash")
            }
            places.append(FeedPosition(sequence: sequence, hash: hash))
        }
        return places
    }

    private static func skip(_ wire: WireSkip) throws(Refusal) -> DeskRequest {
        guard wire.hasFeed else { throw .malformed("feed", "the feed's name is needed") }
        guard let sequence = Int64(exactly: wire.sequence), sequence > 0 else {
            throw .malformed("sequence", "the sequence of the event is needed")
        }
        guard !wire.reason.isEmpty else { throw .malformed("reason", "a reason is needed; it is kept") }
        return .skip(feed: wire.feed, sequence: sequence, reason: wire.reason)
    }
}

extension DeskAnswer {
    /// Kind and body of the answer.
    var wire: (kind: WireKind, body: any Message) {
        switch self {
        case .report(let report): (.statusReport, report.wire)
        case .job(let job): (.job, job.wire)
        case .trace(let report): (.traceReport, report.wire)
        case .refused(let code, let field, let message): (.refused, Refusal(code, field: field, message).wire)
        }
    }
}

extension StatusReport {
    fileprivate var wire: WireStatusReport {
        WireStatusReport.with {
            $0.service = service
            $0.version = version
            $0.sample = isSample
            if let feed { $0.feed = feed.wire }
            $0.subscriptions = subscriptions.map(\.wire)
            $0.jobs = jobs.map(\.wire)
            $0.walBytes = UInt64(clamping: walBytes)
            $0.freeDiskBytes = UInt64(clamping: freeDiskBytes)
            if let lastBackupAt { $0.lastBackupAt = lastBackupAt }
        }
    }
}

extension FeedStatus {
    fileprivate var wire: WireFeedStatus {
        WireFeedStatus.with {
            $0.feed = feed.rawValue
            $0.epoch = epoch.data
            $0.head = UInt64(head.sequence)
            $0.chainHash = head.hash.bytes
            $0.completeUntil = completeUntil
        }
    }
}

extension SubscriptionStatus {
    fileprivate var wire: WireSubscriptionStatus {
        WireSubscriptionStatus.with {
            $0.feed = feed.rawValue
            $0.subscription = subscription
            $0.state = state.rawValue
            if let reason { $0.reason = reason }
            $0.since = since
            if let epoch { $0.epoch = epoch.data }
            $0.cursor = UInt64(cursor.sequence)
            $0.chainHash = cursor.hash.bytes
            $0.head = UInt64(head)
            if let completeUntil { $0.completeUntil = completeUntil }
        }
    }
}

extension JobStatus {
    fileprivate var wire: WireJob {
        WireJob.with {
            $0.jobID = id.data
            $0.kind = kind
            $0.state = state.rawValue
            $0.done = done
            $0.total = total
            $0.message = message
        }
    }
}
