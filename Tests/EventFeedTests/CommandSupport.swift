import Foundation
import GRDB
import School

@testable import EventFeed

/// A handler whose command names say what it does.
struct ScriptedHandler: CommandHandler {
    let commandNames: Set<String> = [
        "Append", "AppendTwice", "Nothing", "AppendThenReject", "Break", "Conflict", "Erase",
    ]
    /// `Count` counts and remembers itself, `Unfinished` lets the stage fail at its end.
    let stagedNames: Set<String> = ["Count", "Unfinished"]

    func finish(_ stage: StageRun, of command: Command, in transaction: CommandTransaction) throws {
        if stage.memory is Unfinished { throw Rejection(.missing, "the end is missing") }
    }

    func handle(_ command: Command, in transaction: CommandTransaction) throws {
        switch command.name {
        case "Append": try append(command, to: transaction)
        case "AppendTwice":
            try append(command, to: transaction)
            try append(command, to: transaction)
        case "AppendThenReject":
            try append(command, to: transaction)
            throw Rejection(.notAllowed, field: "day", "not on this day")
        case "Count":
            try append(command, to: transaction)
            transaction.stage?.count("thing", .added)
        case "Unfinished":
            transaction.stage?.memory = Unfinished()
        case "Break":
            try append(command, to: transaction)
            try transaction.database.execute(sql: "INSERT INTO feed_identity VALUES (2, 'a', zeroblob(16), 0)")
        case "Erase": try transaction.erase(sequences: [1], basis: "order 1")
        case "Conflict":
            throw Rejection(
                .conflict, "too late", conflict: .init(currentVersion: 7, currentValue: "5", proposedValue: "4"))
        default: break
        }
    }

    private func append(_ command: Command, to transaction: CommandTransaction) throws {
        try transaction.append(NewEvent(type: "MarkGiven", payload: command.body))
    }
}

final class Unfinished {}

extension LogFixture {
    var executor: CommandExecutor { CommandExecutor(log: log, handler: ScriptedHandler()) }

    func command(
        _ name: String, id: UInt16 = 10, sender: String = "office", issuedAt: Int64? = nil, body: String = "body"
    ) -> Command {
        Command(
            id: numbered(id), sender: sender, issuedAt: issuedAt ?? clock.now, actor: Self.actor, school: Self.school,
            name: name, body: Data(body.utf8))
    }

    func execute(_ commands: Command...) throws -> [CommandAnswer] {
        try database.write { try executor.execute(commands, in: $0) }
    }

    func count(_ table: String) throws -> Int {
        try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM \(table)") ?? 0 }
    }
}

extension CommandAnswer {
    var code: Rejection.Code? {
        if case .rejected(let rejection) = self { rejection.code } else { nil }
    }
}
