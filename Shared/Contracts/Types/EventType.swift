import SwiftProtobuf

/// A kind of event that a feed can hold: what its `type` and `schema_version` say.
public struct EventType: Hashable, Sendable {
    /// The message's name without its package, such as "MarkGiven".
    public let name: String
    /// The version this code writes; from 1.
    public let schemaVersion: UInt32
    /// Card events name persons; they alone can be erased.
    public let isCard: Bool

    init(_ message: any Message.Type, schemaVersion: UInt32 = 1, isCard: Bool = false) {
        name = message.shortName
        self.schemaVersion = schemaVersion
        self.isCard = isCard
    }

    /// Says which earlier payloads are gone for good. Every feed may hold it.
    public static let payloadErased = EventType(WirePayloadErased.self)
}

extension Message {
    /// The name without the package, as an event's `type` and a command's `name` have it.
    public static var shortName: String {
        protoMessageName.split(separator: ".").last.map(String.init) ?? protoMessageName
    }
}
