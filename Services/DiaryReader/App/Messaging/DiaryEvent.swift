import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf

/// A fact with the form it has in the feed.
protocol DiaryEvent: StoredFact {
    associatedtype Wire: SwiftProtobuf.Message
    /// The message's name, which is the event's type.
    static var type: String { get }
    var wire: Wire { get }
    /// - Throws: `missing` or `invalid` for a message that the diary never wrote.
    init(_ wire: Wire) throws(Rejection)
}

extension DiaryEvent {
    /// To be appended to the log.
    func encoded() throws -> NewEvent {
        NewEvent(type: Self.type, payload: try wire.serializedBytes())
    }

    fileprivate static func decoded(_ payload: Data) throws -> Self {
        try Self(Wire(serializedBytes: payload))
    }
}

/// Every event of the diary's feed.
public enum DiaryEvents {
    static let all: [any DiaryEvent.Type] = [
        AccountIssued.self, AccountClosed.self, AccountCardRecorded.self, MailPreferenceSet.self, DiaryVisited.self,
        PayloadErased.self,
    ]
    private static let byType = Dictionary(uniqueKeysWithValues: all.map { ($0.type, $0) })

    /// The types the feed may hold.
    public static let types: Set<String> = Set(byType.keys)

    /// The types that reach a person and can be erased.
    public static let erasableTypes: Set<String> = [AccountCardRecorded.type]

    /// What an event says; nil if it was erased.
    /// - Throws: `PoisonedEvent` for an event that the diary does not know or cannot read.
    static func fact(of event: FeedEvent) throws -> (any StoredFact)? {
        guard let type = byType[event.type] else { throw PoisonedEvent(event, "the diary has no such event") }
        guard let payload = event.payload else { return nil }
        do {
            return try type.decoded(payload)
        } catch let rejection as Rejection {
            throw PoisonedEvent(event, rejection.message)
        } catch {
            throw PoisonedEvent(event, "the payload is not a \(event.type)")
        }
    }
}
