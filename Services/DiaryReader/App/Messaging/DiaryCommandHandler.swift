import EventFeed
import Foundation
import School

/// The diary's commands: each is read, decided on the state, and recorded, in the transaction it is given.
public struct DiaryCommandHandler: CommandHandler {
    public init() {}

    public var commandNames: Set<String> { Self.names }

    public func handle(_ command: Command, in transaction: CommandTransaction) throws {
        guard let type = Self.byName[command.name] else {
            throw Rejection(.unknownCommand, field: "name", "the diary has no command of this name")
        }
        // Everything belongs to a school. Whether it is registered is the journal's to say, and may be said later.
        guard command.school != .none else { throw Field.missing("school_id") }
        try type.decoded(command.body).carryOut(in: CommandContext(command, in: transaction))
    }

    static let all: [any DiaryCommand.Type] = [
        IssueAccount.self, ChangeAccountCard.self, SetAccountPassword.self, SetMailPreference.self, CloseAccount.self,
        RecordVisit.self, ErasePayloads.self,
    ]
    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
    private static let names = Set(byName.keys)
}
