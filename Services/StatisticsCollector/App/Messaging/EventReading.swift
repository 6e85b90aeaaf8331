import EventFeed
import Foundation
import SwiftProtobuf

/// How events of any feed are turned into facts.
enum EventReading {
    /// What an event says, by the reader of its type.
    /// - Throws: `PoisonedEvent` for an event that does not belong here or cannot be read.
    static func read<Fact>(
        _ event: FeedEvent, by readers: [String: @Sendable (Data) throws -> Fact], schemaVersion: UInt32
    ) throws -> Fact {
        guard let read = readers[event.type] else { throw PoisonedEvent(event, "statistics read no such event") }
        guard event.schemaVersion == schemaVersion else {
            throw PoisonedEvent(event, "schema version \(event.schemaVersion) is not known here")
        }
        guard let payload = event.payload else {
            throw PoisonedEvent(event, "its payload is erased, which only cards may be")
        }
        do {
            return try read(payload)
        } catch let unreadable as UnreadablePayload {
            throw PoisonedEvent(event, unreadable.problem)
        } catch {
            throw PoisonedEvent(event, "the payload is not a \(event.type)")
        }
    }

    static func reader<Wire: SwiftProtobuf.Message, Fact>(
        _ read: @escaping @Sendable (Wire) throws -> Fact
    ) -> @Sendable (Data) throws -> Fact {
        { payload in try read(Wire(serializedBytes: payload)) }
    }
}
