import Contracts
import EventFeed
import Foundation
import SwiftProtobuf

/// How the events of one kind of feed are read, by their types.
struct EventReaders<Fact: Sendable>: Sendable {
    typealias Reader = @Sendable (Data) throws -> Fact

    /// The newest version of the schemas that is understood here.
    let schemaVersion: UInt32 = 1
    private let readers: [String: Reader]
    private let cards: Set<String>

    /// - Parameter cards: the types whose payload may have been erased.
    init(_ readers: [String: Reader], cards: Set<String> = []) {
        self.readers = readers
        self.cards = cards
    }

    var types: Set<String> { Set(readers.keys) }

    /// What an event says; nil for an erased card, which says nothing any more.
    /// - Throws: `PoisonedEvent` for an event that does not belong here or cannot be read.
    func fact(of event: FeedEvent) throws -> Fact? {
        guard let read = readers[event.type] else { throw PoisonedEvent(event, "mail rests on no such event") }
        guard event.schemaVersion == schemaVersion else {
            throw PoisonedEvent(event, "schema version \(event.schemaVersion) is not known here")
        }
        guard let payload = event.payload else {
            guard cards.contains(event.type) else {
                throw PoisonedEvent(event, "its payload is erased, which only cards may be")
            }
            return nil
        }
        do {
            return try read(payload)
        } catch let unreadable as UnreadablePayload {
            throw PoisonedEvent(event, unreadable.problem)
        } catch {
            throw PoisonedEvent(event, "the payload is not a \(event.type)")
        }
    }

    static func reader<Wire: SwiftProtobuf.Message>(
        _ read: @escaping @Sendable (Wire) throws -> Fact
    ) -> Reader {
        { payload in try read(Wire(serializedBytes: payload)) }
    }
}

/// Erasures read alike in every feed.
enum Erasures {
    static func sequences(_ wire: WirePayloadErased) throws(UnreadablePayload) -> [Int64] {
        guard !wire.sequences.isEmpty else { throw UnreadablePayload(problem: "sequences is missing") }
        return wire.sequences.compactMap { Int64(exactly: $0) }
    }
}
