import Foundation
import School

/// An event about to be recorded: what happened, without where it will stand.
public struct NewEvent: Sendable {
    /// The longest payload, in bytes.
    public static let maximumPayload = 256 * 1024
    /// The longest type name, in bytes.
    public static let maximumTypeLength = 64

    /// Nil: the log gives a new time-ordered id. A policy that answers a foreign event gives its own (UUIDv5).
    public let id: UUID?
    /// The message name of the payload, such as `MarkGiven`.
    public let type: String
    public let schemaVersion: UInt32
    /// Serialized; kept and sent as it is, never encoded again.
    public let payload: Data

    public init(type: String, schemaVersion: UInt32 = 1, payload: Data, id: UUID? = nil) {
        self.id = id
        self.type = type
        self.schemaVersion = schemaVersion
        self.payload = payload
    }
}

/// What an event carries besides its frame: its payload, or what is left of it.
public enum EventContent: Sendable, Equatable {
    case payload(Data, salt: Data)
    /// Erased for good; the digest keeps the chain whole.
    case erased(digest: Data)

    /// The digest that stands in the chain.
    public var digest: Data {
        switch self {
        case .payload(let payload, let salt): ChainHash.digest(salt: salt, payload: payload)
        case .erased(let digest): digest
        }
    }
}

/// An event as it stands in a feed.
public struct FeedEvent: Sendable, Equatable {
    /// Instants that a feed may name, microseconds UTC: 1970 to 2199. Sums with them stay far from the type's ends.
    public static let plausibleInstants: ClosedRange<Int64> = 0...7_258_118_399_999_999

    /// 1 for the first event of a feed, without gaps.
    public let sequence: Int64
    public let id: UUID
    /// `UUID.none` where an event belongs to no one school.
    public let school: UUID
    public let type: String
    public let schemaVersion: UInt32
    /// The owner's clock, microseconds UTC; every event of a feed has its own, in ascending order.
    public let recordedAt: Int64
    public let actor: UUID
    public let content: EventContent
    /// Follows one piece of work through all services; 16 bytes, not part of the chain.
    public let traceID: UUID

    public init(
        sequence: Int64, id: UUID, school: UUID, type: String, schemaVersion: UInt32, recordedAt: Int64, actor: UUID,
        content: EventContent, traceID: UUID
    ) {
        self.sequence = sequence
        self.id = id
        self.school = school
        self.type = type
        self.schemaVersion = schemaVersion
        self.recordedAt = recordedAt
        self.actor = actor
        self.content = content
        self.traceID = traceID
    }

    /// The payload, unless it was erased: a fold treats what an erased event said as absent.
    public var payload: Data? {
        if case .payload(let payload, _) = content { payload } else { nil }
    }

    /// The part of it that stands in the chain.
    public var sealed: SealedEvent {
        SealedEvent(
            sequence: sequence, recordedAt: recordedAt, school: school, actor: actor, type: type,
            schemaVersion: schemaVersion, id: id)
    }
}

/// A place in a feed: everything up to `sequence`, and the chain hash there.
public struct FeedPosition: Hashable, Sendable {
    /// 0 before the first event.
    public let sequence: Int64
    public let hash: ChainHash

    public init(sequence: Int64, hash: ChainHash) {
        self.sequence = sequence
        self.hash = hash
    }

    /// Before the first event.
    public static func origin(of feed: FeedName) -> FeedPosition {
        FeedPosition(sequence: 0, hash: .origin(of: feed))
    }
}
