import Crypto
import Foundation
import School

/// A request to the owner of a fact to change it.
public struct Command: Sendable {
    /// The sender's, UUIDv7; a retry repeats it.
    public let id: UUID
    /// The allow-list's name of the key it came with, or `http:<person id>`.
    public let sender: String
    /// The sender's clock, microseconds UTC.
    public let issuedAt: Int64
    /// The person for whom the sender acts; `UUID.none` for the sender itself.
    public let actor: UUID
    /// The school whose facts change; `UUID.none` where no one school is meant.
    public let school: UUID
    /// The message name of the body, such as `GiveMark`.
    public let name: String
    public let body: Data
    /// When a person typed it, if that was earlier; kept and shown, never judged.
    public let enteredAt: Int64?
    public let traceID: UUID
    /// The commands its sender may give: a staged import holds others than its own name says.
    public let rights: Choice<String>
    /// The schools its sender may act for: a staged import may be about more than its own.
    public let schools: Choice<UUID>

    public init(
        id: UUID, sender: String, issuedAt: Int64, actor: UUID, school: UUID, name: String, body: Data,
        enteredAt: Int64? = nil, traceID: UUID = .none, rights: Choice<String> = .only([]),
        schools: Choice<UUID> = .only([])
    ) {
        self.id = id
        self.sender = sender
        self.issuedAt = issuedAt
        self.actor = actor
        self.school = school
        self.name = name
        self.body = body
        self.enteredAt = enteredAt
        self.traceID = traceID
        self.rights = rights
        self.schools = schools
    }

    /// What a retry must repeat: everything but the id, the trace and the rights.
    var digest: Data {
        var hash = SHA256()
        hash.update(data: actor.bytes)
        for number in [issuedAt, enteredAt == nil ? 0 : 1, enteredAt ?? 0, Int64(name.utf8.count)] {
            withUnsafeBytes(of: number.bigEndian) { hash.update(bufferPointer: $0) }
        }
        hash.update(data: school.bytes)
        hash.update(data: Data(name.utf8))
        hash.update(data: body)
        return hash.finalize().withUnsafeBytes { Data($0) }
    }
}

/// What became of a command.
public enum CommandAnswer: Equatable, Sendable {
    /// On disk. No range where the command changed nothing; what a staged import came to, kind by kind.
    case accepted(ClosedRange<Int64>?, changes: [ChangeCount] = [])
    case rejected(Rejection)
}

/// Words for what happens to a command before its owner looks into it.
extension Rejection.Code {
    /// This id was used for another command.
    public static let idReused = Rejection.Code(rawValue: "id-reused")
    /// Too much is waiting; not stored.
    public static let busy = Rejection.Code(rawValue: "busy")
    /// The store has no room; not stored.
    public static let diskFull = Rejection.Code(rawValue: "disk-full")
    /// The service stops or could not commit; not stored.
    public static let unavailable = Rejection.Code(rawValue: "unavailable")
    /// The key has no right to this command, school or actor; not stored.
    public static let forbidden = Rejection.Code(rawValue: "forbidden")
    /// Not a command at all; not stored.
    public static let malformed = Rejection.Code(rawValue: "malformed")
    /// Issued more than 30 days ago; not stored.
    public static let expired = Rejection.Code(rawValue: "expired")
    /// Issued more than 5 minutes ahead of the owner's clock; not stored.
    public static let issuedInFuture = Rejection.Code(rawValue: "issued-in-future")
    /// No such command.
    public static let unknownCommand = Rejection.Code(rawValue: "unknown-command")
    /// A fault of the service met this command alone; not stored.
    public static let internalFault = Rejection.Code(rawValue: "internal")

    /// Whether a retry of the same command gets the same answer.
    var isKept: Bool {
        switch self {
        case .busy, .diskFull, .unavailable, .forbidden, .malformed, .expired, .issuedInFuture, .internalFault: false
        default: true
        }
    }
}
