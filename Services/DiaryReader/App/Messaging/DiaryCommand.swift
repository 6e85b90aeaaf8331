import EventFeed
import Foundation
import School
import SwiftProtobuf

/// A command of the diary: how it is read from its message, and what it is decided on.
protocol DiaryCommand: Sendable {
    associatedtype Wire: SwiftProtobuf.Message
    /// The message's name, by which it is asked for.
    static var name: String { get }
    /// Checks everything that can be checked without knowing the account.
    init(_ wire: Wire) throws(Rejection)
    /// Loads the state, decides, records what was decided.
    func carryOut(in context: CommandContext) throws
}

extension DiaryCommand {
    static func decoded(_ body: Data) throws -> Self {
        guard let wire = try? Wire(serializedBytes: body) else {
            throw Rejection(.malformed, field: "body", "the body is not a \(name)")
        }
        return try Self(wire)
    }
}

/// One command at work: for which school, from whom, on which state.
struct CommandContext {
    let store: DiaryStore
    let school: UUID
    let sender: String
    let transaction: CommandTransaction

    init(_ command: Command, in transaction: CommandTransaction) {
        store = DiaryStore(transaction.database)
        school = command.school
        sender = command.sender
        self.transaction = transaction
    }

    /// The account a command is about.
    /// - Throws: `unknown` for an account that is not there, or is another school's.
    func account(_ id: UUID) throws -> AccountState {
        guard let state = try store.account(id, of: school) else {
            throw Rejection.unknown("account", "account_id")
        }
        return state
    }

    /// Appends an event and changes the state by what was appended; nothing if there is none.
    func record(_ event: (some DiaryEvent)?) throws {
        guard let event else { return }
        try store.apply(try transaction.append(try event.encoded()))
    }
}
