import Contracts
import Foundation
import School
import SwiftProtobuf

extension FeedClient {
    /// Asks the owner of a fact to change it. Safe to repeat with the same command: its answer is kept.
    /// - Parameter command: its `sender` is not sent; the owner knows us by our key.
    /// - Throws: `FeedClientError`; then nobody knows whether the command was carried out.
    public func send(_ command: Command, timeout: Duration) async throws -> CommandAnswer {
        let reply = try await ask(.command, command.wire, traceID: command.traceID, timeout: timeout)
        switch reply.kind {
        case .accepted: return try CommandAnswer(try WireAccepted(serializedBytes: reply.body), to: command.id)
        case .rejected: return try CommandAnswer(try WireRejected(serializedBytes: reply.body), to: command.id)
        case .refused:
            let wire = try WireRefused(serializedBytes: reply.body)
            throw FeedClientError.refused(code: wire.code, message: wire.message)
        default: throw FeedClientError.protocolViolation("an answer of another kind")
        }
    }
}

extension Command {
    fileprivate var wire: WireCommand {
        WireCommand.with {
            $0.commandID = id.data
            $0.issuedAt = issuedAt
            $0.actorID = actor.data
            $0.schoolID = school.data
            $0.name = name
            $0.body = body
            if let enteredAt { $0.enteredAt = enteredAt }
        }
    }
}

extension CommandAnswer {
    init(_ wire: WireAccepted, to id: UUID) throws {
        try Self.check(wire.commandID, is: id)
        let changes = wire.changes.map(ChangeCount.init)
        guard wire.hasFirstSequence else {
            self = .accepted(nil, changes: changes)
            return
        }
        let (first, last) = (Int64(clamping: wire.firstSequence), Int64(clamping: wire.lastSequence))
        guard first <= last else { throw FeedClientError.protocolViolation("sequences that do not ascend") }
        self = .accepted(first...last, changes: changes)
    }

    init(_ wire: WireRejected, to id: UUID) throws {
        try Self.check(wire.commandID, is: id)
        self = .rejected(Rejection(wire))
    }

    /// A command too malformed to have an id is answered without one.
    private static func check(_ bytes: Data, is id: UUID) throws {
        guard bytes.isEmpty || UUID(bytes: bytes) == id else {
            throw FeedClientError.protocolViolation("an answer to another command")
        }
    }
}

extension Rejection {
    init(_ wire: WireRejected) {
        self.init(
            .init(rawValue: wire.code), field: wire.hasField ? wire.field : nil, wire.message,
            conflict: wire.hasCurrentVersion
                ? .init(
                    currentVersion: wire.currentVersion, currentValue: wire.currentValue,
                    proposedValue: wire.proposedValue) : nil,
            retryAfterMilliseconds: wire.hasRetryAfterMs ? wire.retryAfterMs : nil,
            problems: wire.problems.map(Rejection.init))
    }
}
