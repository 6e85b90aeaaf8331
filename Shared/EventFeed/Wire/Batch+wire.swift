import Contracts
import Foundation
import School

extension FeedBatch {
    /// As it is sent, answering a fetch from `after`.
    func wire(after: Int64, isSample: Bool) -> WireBatch {
        var wire = WireBatch()
        wire.feed = feed.rawValue
        wire.epoch = epoch.data
        wire.after = UInt64(after)
        wire.head = UInt64(head)
        wire.through = UInt64(through.sequence)
        wire.chainHash = through.hash.bytes
        wire.completeUntil = completeUntil
        if let decidedUntil { wire.decidedUntil = decidedUntil }
        wire.sample = isSample
        wire.events = events.map(\.wire)
        return wire
    }
}

extension FeedEvent {
    var wire: WireEvent {
        var wire = WireEvent()
        wire.sequence = UInt64(sequence)
        wire.eventID = id.data
        wire.schoolID = school.data
        wire.type = type
        wire.schemaVersion = schemaVersion
        wire.recordedAt = recordedAt
        wire.actorID = actor.data
        switch content {
        case .payload(let payload, let salt):
            wire.payload = payload
            wire.salt = salt
        case .erased(let digest):
            wire.digest = digest
        }
        if traceID != .none { wire.traceID = traceID.data }
        return wire
    }

    /// Reads a received event; nil if a field is absent or of the wrong length.
    init?(wire: WireEvent) {
        guard wire.hasSequence, wire.hasType, wire.hasSchemaVersion, wire.hasRecordedAt,
            let sequence = Int64(exactly: wire.sequence), let id = UUID(bytes: wire.eventID),
            let school = UUID(bytes: wire.schoolID), let actor = UUID(bytes: wire.actorID),
            let content = EventContent(wire: wire)
        else { return nil }
        self.init(
            sequence: sequence, id: id, school: school, type: wire.type, schemaVersion: wire.schemaVersion,
            recordedAt: wire.recordedAt, actor: actor, content: content,
            traceID: UUID(bytes: wire.traceID) ?? .none)
    }
}

extension EventContent {
    fileprivate init?(wire: WireEvent) {
        if wire.hasPayload, wire.salt.count == 16, !wire.hasDigest {
            self = .payload(wire.payload, salt: wire.salt)
        } else if !wire.hasPayload, !wire.hasSalt, wire.digest.count == ChainHash.length {
            self = .erased(digest: wire.digest)
        } else {
            return nil
        }
    }
}
