import Contracts
import Foundation
import School
import SwiftProtobuf

extension FeedClient {
    /// Orders work of a running service.
    /// - Throws: `FeedClientError`, also where the service refuses.
    public func order(_ request: DeskRequest, timeout: Duration) async throws -> JobStatus {
        let (kind, body) = request.wire
        let reply = try await ask(kind, body, timeout: timeout)
        switch reply.kind {
        case .job: return try JobStatus(wire: try WireJob(serializedBytes: reply.body))
        case .refused: throw try Self.refusal(reply)
        default: throw FeedClientError.protocolViolation("an answer of another kind")
        }
    }

    /// How a job stands now; nil once the service names it no more, as when it was started anew meanwhile.
    public func job(_ id: UUID, timeout: Duration) async throws -> JobStatus? {
        try await status(timeout: timeout).jobs.first { $0.id == id }
    }

    /// How a running service stands.
    /// - Throws: `FeedClientError`, also where the service refuses.
    public func status(timeout: Duration) async throws -> StatusReport {
        let reply = try await ask(.status, WireStatus(), timeout: timeout)
        guard reply.kind == .statusReport else { throw try Self.refusal(reply) }
        return try StatusReport(wire: try WireStatusReport(serializedBytes: reply.body))
    }

    /// What a running service knows of the way of something.
    /// - Throws: `FeedClientError`, also where the service refuses.
    public func trace(_ question: TraceQuestion, timeout: Duration) async throws -> TraceReport {
        let reply = try await ask(.trace, question.wire, timeout: timeout)
        guard reply.kind == .traceReport else { throw try Self.refusal(reply) }
        return try TraceReport(try WireTraceReport(serializedBytes: reply.body))
    }

    private static func refusal(_ reply: Reply) throws -> FeedClientError {
        let wire = try WireRefused(serializedBytes: reply.body)
        return .refused(code: wire.code, message: wire.message)
    }
}

extension DeskRequest {
    fileprivate var wire: (WireKind, any Message) {
        switch self {
        case .status: (.status, WireStatus())
        case .backup(let folder): (.backup, WireBackup.with { if let folder { $0.folder = folder } })
        case .verify(let isFull, let expected, let places):
            (
                .verify,
                WireVerify.with {
                    $0.full = isFull
                    if let expected {
                        $0.expectedSequence = UInt64(expected.sequence)
                        $0.expectedHash = expected.hash.bytes
                    }
                    $0.places = places.map { place in
                        WireFeedPlace.with {
                            $0.sequence = UInt64(place.sequence)
                            $0.chainHash = place.hash.bytes
                        }
                    }
                }
            )
        case .rebuild(let feed): (.rebuild, WireRebuild.with { if let feed { $0.feed = feed } })
        case .skip(let feed, let sequence, let reason):
            (
                .skip,
                WireSkip.with {
                    $0.feed = feed
                    $0.sequence = UInt64(sequence)
                    $0.reason = reason
                }
            )
        case .trace(let question): (.trace, question.wire)
        case .reload: (.reload, WireReload())
        }
    }
}
