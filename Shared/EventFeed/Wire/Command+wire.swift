import Contracts
import Foundation
import School

extension Command {
    /// The longest body, in bytes.
    static let maximumBody = 2 * 1024 * 1024
    /// The longest name, in bytes.
    static let maximumName = 64

    /// Reads a received command.
    /// - Throws: `Rejection(malformed)` naming the field.
    init(wire: WireCommand, of sender: SenderRights, traceID: UUID) throws(Rejection) {
        self.init(
            id: try Self.id(wire.commandID, "command_id"), sender: sender.name,
            issuedAt: try Self.required(wire.hasIssuedAt, wire.issuedAt, "issued_at"),
            actor: try Self.id(wire.actorID, "actor_id"), school: try Self.id(wire.schoolID, "school_id"),
            name: try Self.name(wire), body: try Self.body(wire),
            enteredAt: wire.hasEnteredAt ? wire.enteredAt : nil, traceID: traceID,
            rights: sender.commands, schools: sender.schools)
    }

    private static func name(_ wire: WireCommand) throws(Rejection) -> String {
        let name = try required(wire.hasName && !wire.name.isEmpty, wire.name, "name")
        guard name.utf8.count <= maximumName else {
            throw Rejection(.malformed, field: "name", "\(name.utf8.count) bytes; the limit is \(maximumName)")
        }
        return name
    }

    private static func id(_ bytes: Data, _ field: String) throws(Rejection) -> UUID {
        guard let id = UUID(bytes: bytes) else {
            throw Rejection(.malformed, field: field, "16 bytes are needed, \(bytes.count) came")
        }
        return id
    }

    private static func required<Value>(_ isThere: Bool, _ value: Value, _ field: String) throws(Rejection) -> Value {
        guard isThere else { throw Rejection(.malformed, field: field, "this field is needed") }
        return value
    }

    private static func body(_ wire: WireCommand) throws(Rejection) -> Data {
        guard wire.hasBody else { throw Rejection(.malformed, field: "body", "this field is needed") }
        guard wire.body.count <= maximumBody else {
            throw Rejection(.malformed, field: "body", "\(wire.body.count) bytes; the limit is \(maximumBody)")
        }
        return wire.body
    }
}

extension WireRejected {
    init(_ id: UUID, _ rejection: Rejection) {
        self.init()
        commandID = id.data
        code = rejection.code.rawValue
        if let value = rejection.field { field = value }
        message = rejection.message
        if let value = rejection.retryAfterMilliseconds { retryAfterMs = value }
        if let conflict = rejection.conflict {
            currentVersion = conflict.currentVersion
            currentValue = conflict.currentValue
            proposedValue = conflict.proposedValue
        }
        problems = rejection.problems.map(WireProblem.init)
    }
}

extension WireProblem {
    init(_ rejection: Rejection) {
        self.init()
        code = rejection.code.rawValue
        if let value = rejection.field { field = value }
        message = rejection.message
    }
}

extension Rejection {
    init(_ wire: WireProblem) {
        self.init(.init(rawValue: wire.code), field: wire.hasField ? wire.field : nil, wire.message)
    }
}

extension WireAccepted {
    init(_ id: UUID, _ range: ClosedRange<Int64>?, _ counts: [ChangeCount]) {
        self.init()
        commandID = id.data
        if let range {
            firstSequence = UInt64(range.lowerBound)
            lastSequence = UInt64(range.upperBound)
        }
        changes = counts.map(WireChangeCount.init)
    }
}

extension WireChangeCount {
    init(_ count: ChangeCount) {
        self.init()
        kind = count.kind
        (added, changed, ended) = (count[.added], count[.changed], count[.ended])
        (returned, unchanged, kept) = (count[.returned], count[.unchanged], count[.kept])
        if let before = count.before { self.before = before }
        if count[.leftOut] > 0 { leftOut = count[.leftOut] }
        leftOutPlaces = count.leftOutPlaces
    }
}

extension ChangeCount {
    init(_ wire: WireChangeCount) {
        self.init(
            kind: wire.kind,
            [
                .added: wire.added, .changed: wire.changed, .ended: wire.ended, .returned: wire.returned,
                .unchanged: wire.unchanged, .kept: wire.kept, .leftOut: wire.leftOut,
            ], before: wire.hasBefore ? wire.before : nil, leftOutPlaces: wire.leftOutPlaces)
    }
}
