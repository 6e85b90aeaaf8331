import Contracts
import Foundation
import Logging
import Metrics
import School
import SwiftProtobuf
import ZeroMQ

/// An operator's request waiting for its turn.
struct DeskTask: Sendable {
    let request: DeskRequest
    let peer: PeerID
    let requestID: UInt64
    let traceID: UUID
}

extension FeedServer {
    func take(_ messages: [InboundMessage]) {
        for message in messages {
            guard let peer = message.peer, let envelope = Envelope(frames: message.parts) else {
                counters.foreignMessages.increment()
                continue
            }
            take(envelope, from: peer, userID: message.userID)
        }
    }

    private func take(_ envelope: Envelope, from peer: PeerID, userID: String?) {
        let known = allowList.rights(of: userID)
        do throws(Refusal) {
            guard let userID, let rights = known else { throw Refusal("forbidden", "this key has no rights here") }
            switch envelope.kind {
            case .fetch: try takeFetch(envelope, from: peer, userID: userID, rights: rights)
            case .command: try takeCommand(envelope, from: peer, rights: rights)
            case .stageBegin, .stageChunk: try takeStage(envelope, from: peer, rights: rights)
            case .status, .backup, .verify, .rebuild, .skip, .trace, .reload:
                try takeDesk(envelope, from: peer, rights: rights)
            default: throw Refusal("unknown-kind", "this service does not know this kind of message")
            }
        } catch {
            note(error.code, field: error.field, of: known?.name, error.message)
            refuse(error, to: peer, requestID: envelope.requestID, traceID: envelope.traceID)
        }
    }

    private func note(_ code: String, field: String?, of sender: String?, _ message: String) {
        refusals.note(code, field: field, of: sender, message, at: SuspendingClock.now, to: logger)
    }

    private func takeFetch(
        _ envelope: Envelope, from peer: PeerID, userID: String, rights: SenderRights
    ) throws(Refusal) {
        guard !isStopping else { throw .stopping }
        guard let reader else { throw Refusal("unknown-feed", field: "feed", "this service has no feed") }
        guard let wire = try? WireFetch(serializedBytes: envelope.body) else {
            throw .malformed("body", "the body is no Fetch")
        }
        let task = try FetchTask(
            wire: wire, envelope: envelope, peer: peer, userID: userID, rights: rights, log: reader.log)
        guard let kept = board.add(task) else {
            throw Refusal(
                "busy", field: "subscription",
                "\(FetchLimits.subscriptionsPerSender) subscriptions of this sender wait already",
                retryAfterMilliseconds: 1_000)
        }
        scheduleExpiry(of: kept)
        wakeReaders()
    }

    private func takeCommand(_ envelope: Envelope, from peer: PeerID, rights: SenderRights) throws(Refusal) {
        guard let queue = parts.commands else { throw Refusal("not-served", "this service takes no commands") }
        guard let wire = try? WireCommand(serializedBytes: envelope.body) else {
            throw .malformed("body", "the body is no Command")
        }
        let id = UUID(bytes: wire.commandID) ?? .none
        do throws(Rejection) {
            let command = try Command(wire: wire, of: rights, traceID: envelope.traceID)
            try rights.check(command)
            let pending = PendingCommand(command: command, origin: envelope.origin(peer))
            if let refused = queue.submit(.command(pending)) { throw refused }
        } catch {
            reject(id, error, of: rights.name, to: peer, envelope)
        }
    }

    private func takeStage(_ envelope: Envelope, from peer: PeerID, rights: SenderRights) throws(Refusal) {
        guard let queue = parts.commands else { throw Refusal("not-served", "this service takes no commands") }
        let pending = try PendingStage(envelope, from: peer, rights: rights)
        if let refused = queue.submit(.stage(pending)) {
            reject(pending.stageID, refused, of: rights.name, to: peer, envelope)
        }
    }

    private func takeDesk(_ envelope: Envelope, from peer: PeerID, rights: SenderRights) throws(Refusal) {
        guard rights.isOperator else { throw Refusal("forbidden", "this key is no operator's") }
        guard !isStopping else { throw .stopping }
        guard deskQueue.count < Self.deskLimit else {
            throw Refusal("busy", "too many operators' requests wait", retryAfterMilliseconds: 1_000)
        }
        let request: DeskRequest?
        do {
            request = try DeskRequest(kind: envelope.kind, body: envelope.body)
        } catch {
            throw error as? Refusal ?? .malformed("body", "the body does not decode")
        }
        guard let request else { throw Refusal("unknown-kind", "this service does not know this kind of message") }
        deskQueue.append(
            DeskTask(request: request, peer: peer, requestID: envelope.requestID, traceID: envelope.traceID))
        wakeReaders()
    }

    func answerDesk(_ task: DeskTask) async {
        let (kind, body) = await parts.desk.answer(task.request).wire
        send(kind, body, to: task.peer, requestID: task.requestID, traceID: task.traceID)
    }

    /// What does not even reach the writer: a want of rights or of room, or no command at all.
    private func reject(
        _ id: UUID, _ rejection: Rejection, of sender: String, to peer: PeerID, _ envelope: Envelope
    ) {
        counters.refused(rejection.code.rawValue).increment()
        note(rejection.code.rawValue, field: rejection.field, of: sender, rejection.message)
        send(.rejected, WireRejected(id, rejection), to: peer, requestID: envelope.requestID, traceID: envelope.traceID)
    }
}

extension FeedServer: AnswerSink {
    /// Sends the answers of a committed batch and wakes whoever waits for its events.
    func deliver(_ answers: [Answered], logGrew: Bool) async {
        for answered in answers { deliver(answered) }
        if logGrew { noteGrowth() }
    }

    /// Something was committed to the log: whoever waits for it is answered.
    public func noteGrowth() {
        board.wakeAll()
        wakeReaders()
    }

    private func deliver(_ answered: Answered) {
        guard case .wire(let peer, let requestID, let traceID) = answered.address else { return }
        let (kind, body) = answered.answer.wire
        send(kind, body, to: peer, requestID: requestID, traceID: traceID)
    }
}

extension WorkAnswer {
    fileprivate var wire: (kind: WireKind, body: any Message) {
        switch self {
        case .command(let id, .accepted(let range, let changes)): (.accepted, WireAccepted(id, range, changes))
        case .command(let id, .rejected(let rejection)): (.rejected, WireRejected(id, rejection))
        case .staged(let id, .failure(let rejection)): (.rejected, WireRejected(id, rejection))
        case .staged(_, .success(let stage)): (.staged, stage.wire)
        }
    }
}

extension Staging.Stage {
    fileprivate var wire: WireStaged {
        WireStaged.with {
            $0.stageID = id.data
            $0.chunks = UInt32(chunks)
            $0.expiresAt = expiresAt
        }
    }
}

extension Envelope {
    func origin(_ peer: PeerID) -> AnswerAddress { .wire(peer: peer, requestID: requestID, traceID: traceID) }
}

extension SenderRights {
    /// - Throws: `Rejection(forbidden)` naming what the key has no right to.
    fileprivate func check(_ command: Command) throws(Rejection) {
        guard commands.contains(command.name) else {
            throw Rejection(.forbidden, field: "name", "this key may not send that command")
        }
        guard schools.contains(command.school) else {
            throw Rejection(.forbidden, field: "school_id", "this key may not act for that school")
        }
        guard command.actor == .none || actors.contains(command.actor) else {
            throw Rejection(.forbidden, field: "actor_id", "this key may not act for that person")
        }
    }
}

extension PendingStage {
    fileprivate init(_ envelope: Envelope, from peer: PeerID, rights: SenderRights) throws(Refusal) {
        guard rights.commands.contains(Staging.applyName) else {
            throw .forbidden("name", "this key may not import")
        }
        origin = envelope.origin(peer)
        sender = rights.name
        if envelope.kind == .stageBegin {
            guard let wire = try? WireStageBegin(serializedBytes: envelope.body) else {
                throw .malformed("body", "the body is no StageBegin")
            }
            guard let school = UUID(bytes: wire.schoolID) else { throw .malformed("school_id", "16 bytes are needed") }
            guard rights.schools.contains(school) else {
                throw .forbidden("school_id", "this key may not act for that school")
            }
            (stageID, step) = (
                try Self.stageID(wire.stageID), wire.forget ? .forget(school: school) : .begin(school: school)
            )
        } else {
            guard let wire = try? WireStageChunk(serializedBytes: envelope.body), wire.hasNumber, wire.hasContent else {
                throw .malformed("body", "the body is no StageChunk with number and content")
            }
            (stageID, step) = (
                try Self.stageID(wire.stageID), .chunk(number: Int(wire.number), content: wire.content)
            )
        }
    }

    private static func stageID(_ bytes: Data) throws(Refusal) -> UUID {
        guard let id = UUID(bytes: bytes) else { throw .malformed("stage_id", "16 bytes are needed") }
        return id
    }
}
