import Contracts
import Foundation
import School
import SwiftProtobuf

/// Where a staged import stands at its owner's.
public struct StageStatus: Equatable, Sendable {
    /// How many chunks have come.
    public let chunks: Int
    /// When it will be forgotten unless it is applied, microseconds UTC.
    public let expiresAt: Int64
}

/// Imports too large for one command: begun, sent in chunks, and applied by the command `ApplyStage`.
extension FeedClient {
    /// Opens a staged import; safe to repeat.
    /// - Throws: `Rejection`, or `FeedClientError`: then nobody knows whether it was opened.
    public func beginStage(_ id: UUID, school: UUID, timeout: Duration) async throws -> StageStatus {
        let begin = WireStageBegin.with {
            $0.stageID = id.data
            $0.schoolID = school.data
        }
        return try await stage(.stageBegin, begin, timeout: timeout)
    }

    /// Forgets a staged import with all its parts, if it is open; safe to repeat.
    /// - Throws: `Rejection`, or `FeedClientError`: then nobody knows whether it was forgotten.
    public func forgetStage(_ id: UUID, school: UUID, timeout: Duration) async throws {
        let forget = WireStageBegin.with {
            $0.stageID = id.data
            $0.schoolID = school.data
            $0.forget = true
        }
        _ = try await stage(.stageBegin, forget, timeout: timeout)
    }

    /// Sends one chunk, a serialized `StagedCommands`; safe to repeat.
    /// - Throws: `Rejection`, or `FeedClientError`: then nobody knows whether it was kept.
    public func sendChunk(
        _ content: Data, number: Int, of stage: UUID, timeout: Duration
    ) async throws -> StageStatus {
        let chunk = WireStageChunk.with {
            $0.stageID = stage.data
            $0.number = UInt32(clamping: number)
            $0.content = content
        }
        return try await self.stage(.stageChunk, chunk, timeout: timeout)
    }

    private func stage(_ kind: WireKind, _ body: any Message, timeout: Duration) async throws -> StageStatus {
        let reply = try await ask(kind, body, timeout: timeout)
        switch reply.kind {
        case .staged:
            let staged = try WireStaged(serializedBytes: reply.body)
            return StageStatus(chunks: Int(staged.chunks), expiresAt: staged.expiresAt)
        case .rejected: throw Rejection(try WireRejected(serializedBytes: reply.body))
        case .refused:
            let wire = try WireRefused(serializedBytes: reply.body)
            throw FeedClientError.refused(code: wire.code, message: wire.message)
        default: throw FeedClientError.protocolViolation("an answer of another kind")
        }
    }
}
