import EventFeed
import Foundation
import School
import SwiftProtobuf

/// A command of the journal: how it is read from its message, and what it is decided on.
protocol JournalCommand: Sendable {
    associatedtype Wire: SwiftProtobuf.Message
    /// The message's name, by which it is asked for.
    static var name: String { get }
    /// Whether it makes the school that it is sent for; every other needs one that is registered.
    static var registersSchool: Bool { get }
    /// Whether only the journal itself may send it, for no school.
    static var isOwn: Bool { get }
    /// Checks everything that can be checked without knowing the school.
    init(_ wire: Wire) throws(Rejection)
    /// Loads the state, decides, records what was decided.
    func carryOut(in context: CommandContext) throws
}

extension JournalCommand {
    static var registersSchool: Bool { false }
    static var isOwn: Bool { false }

    static func decoded(_ body: Data) throws -> Self {
        guard let wire = try? Wire(serializedBytes: body) else {
            throw Rejection(.malformed, field: "body", "the body is not a \(name)")
        }
        return try Self(wire)
    }
}

/// One command at work: for which school, when it is there, on which state.
struct CommandContext {
    let store: JournalStore
    let school: UUID
    /// When a person typed it, microseconds UTC, if that was earlier.
    let enteredAt: Int64?
    let transaction: CommandTransaction
    private let zones: ZoneShelf
    /// Nil while the school is not registered.
    private let present: SchoolTime?

    init(_ command: Command, in transaction: CommandTransaction, zones: ZoneShelf) throws {
        store = JournalStore(transaction.database)
        school = command.school
        enteredAt = command.enteredAt
        self.transaction = transaction
        self.zones = zones
        present = try store.zoneHistory(of: command.school, from: zones).map {
            SchoolTime(instant: transaction.now, zones: $0)
        }
    }

    var isRegistered: Bool { present != nil }

    /// The present where the school is.
    func time() throws(Rejection) -> SchoolTime {
        guard let present else {
            throw Rejection(.unknown, field: "school_id", "this journal has no such school")
        }
        return present
    }

    /// Checks that a zone of this name is known here.
    func checkZone(_ name: String) throws(Rejection) {
        do {
            _ = try zones.zone(named: name)
        } catch {
            throw Rejection(.invalid, field: "zone", error.description)
        }
    }

    /// What was looked up, or the rejection that says it is not there.
    func found<State>(_ state: State?, _ thing: String, _ field: String) throws(Rejection) -> State {
        guard let state else { throw .unknown(thing, field) }
        return state
    }

    /// Appends an event and changes the state by what it says, without reading it back: that the log says the same is
    /// what `verify` compares. Nothing if there is none.
    func record(_ event: (some JournalEvent)?) throws {
        guard let event else { return }
        let recorded = try transaction.append(try event.encoded())
        try event.apply(to: store, from: EventSource(recorded))
    }

    func record(_ events: [some JournalEvent]) throws {
        for event in events { try record(event) }
    }
}
