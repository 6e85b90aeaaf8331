import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf

/// Imports too large for one command: opened, sent in numbered chunks, applied as one command in one transaction.
struct Staging {
    /// The command that applies a stage.
    static let applyName = "ApplyStage"
    let limits: CommandLimits
    var faults = FaultHook()

    struct Stage: Equatable {
        let id: UUID
        let school: UUID
        let chunks: Int
        /// When it will be forgotten, microseconds UTC.
        let expiresAt: Int64
    }

    /// Opens a stage. Opening it again changes nothing.
    func begin(_ id: UUID, school: UUID, sender: String, at present: Int64, in database: Database) throws -> Stage {
        if let open = try find(id, sender: sender, in: database) { return open }
        let count = try Int.fetchOne(
            database, sql: "SELECT COUNT(*) FROM stage WHERE sender = ?", arguments: [sender])
        guard (count ?? 0) < limits.stagesPerSender else {
            throw Rejection(
                .busy, "\(limits.stagesPerSender) imports of this sender are open already",
                retryAfterMilliseconds: limits.retryAfterMilliseconds)
        }
        try database.execute(
            sql: "INSERT INTO stage (sender, stage_id, school_id, begun_at) VALUES (?, ?, ?, ?)",
            arguments: [sender, id.data, school.data, present])
        return Stage(id: id, school: school, chunks: 0, expiresAt: present + limits.stageKept)
    }

    /// Keeps one chunk. The same chunk again changes nothing; another content under its number is refused.
    func add(_ content: Data, number: Int, to id: UUID, sender: String, in database: Database) throws -> Stage {
        guard let stage = try find(id, sender: sender, in: database) else { throw unknownStage() }
        guard content.count <= limits.stageChunkBytes else {
            throw Rejection(
                .tooLarge, field: "content",
                "a chunk of \(content.count) bytes; the limit is \(limits.stageChunkBytes)")
        }
        guard (1...limits.stageChunks).contains(number) else {
            throw Rejection(.invalid, field: "number", "chunk \(number); chunks are 1 to \(limits.stageChunks)")
        }
        let key: StatementArguments = [sender, id.data, number]
        let sql = "SELECT content FROM stage_chunk WHERE sender = ? AND stage_id = ? AND number = ?"
        if let kept = try Data.fetchOne(database, sql: sql, arguments: key) {
            guard kept == content else {
                throw Rejection(.exists, field: "number", "chunk \(number) was sent before with other content")
            }
            return stage
        }
        guard number == stage.chunks + 1 else {
            throw Rejection(.invalid, field: "number", "chunk \(number) came where \(stage.chunks + 1) is next")
        }
        try database.execute(
            sql: "INSERT INTO stage_chunk (sender, stage_id, number, content) VALUES (?, ?, ?, ?)",
            arguments: key + [content])
        return Stage(id: id, school: stage.school, chunks: number, expiresAt: stage.expiresAt)
    }

    /// Carries out everything staged, in order; the first rejection rejects the whole.
    func apply(_ command: Command, with handler: any CommandHandler, in transaction: CommandTransaction) throws {
        let request = try decodeApply(command)
        let database = transaction.database
        guard let stage = try find(request.id, sender: command.sender, in: database) else { throw unknownStage() }
        guard stage.school == command.school else {
            throw Rejection(.invalid, field: "school_id", "the import was begun for another school")
        }
        guard stage.chunks == request.chunks else {
            throw Rejection(
                .invalid, field: "chunks", "\(request.chunks) chunks announced, \(stage.chunks) have come")
        }
        for number in 1...max(1, stage.chunks) where stage.chunks > 0 {
            try applyChunk(number, of: request.id, command: command, with: handler, in: transaction)
            faults.pass(.inApplyStage)
        }
        try database.execute(
            sql: "DELETE FROM stage WHERE sender = ? AND stage_id = ?",
            arguments: [command.sender, request.id.data])
    }

    /// Forgets stages that nobody applied in time.
    func prune(at present: Int64, in database: Database) throws {
        try database.execute(sql: "DELETE FROM stage WHERE begun_at < ?", arguments: [present - limits.stageKept])
    }

    private func applyChunk(
        _ number: Int, of id: UUID, command: Command, with handler: any CommandHandler,
        in transaction: CommandTransaction
    ) throws {
        let content = try Data.fetchOne(
            transaction.database,
            sql: "SELECT content FROM stage_chunk WHERE sender = ? AND stage_id = ? AND number = ?",
            arguments: [command.sender, id.data, number])
        guard let content, let staged = try? WireStagedCommands(serializedBytes: content) else {
            throw Rejection(.malformed, field: "chunk[\(number)]", "chunk \(number) does not hold staged commands")
        }
        for (index, part) in staged.commands.enumerated() {
            let place = "chunk[\(number)].commands[\(index)]"
            try applyPart(part, at: place, of: command, with: handler, in: transaction)
        }
    }

    private func applyPart(
        _ part: WireStagedCommand, at place: String, of command: Command, with handler: any CommandHandler,
        in transaction: CommandTransaction
    ) throws {
        guard handler.commandNames.contains(part.name) else {
            throw Rejection(.unknownCommand, field: place, "there is no command of this name")
        }
        guard command.rights.contains(part.name) else {
            throw Rejection(.forbidden, field: place, "this key may not send that command")
        }
        let whole = Command(
            id: command.id, sender: command.sender, issuedAt: command.issuedAt, actor: command.actor,
            school: command.school, name: part.name, body: part.body, enteredAt: command.enteredAt,
            traceID: command.traceID)
        do {
            try handler.handle(whole, in: transaction)
        } catch let rejection as Rejection {
            throw rejection.inside(place)
        }
    }

    private func find(_ id: UUID, sender: String, in database: Database) throws -> Stage? {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT begun_at, school_id, (SELECT COUNT(*) FROM stage_chunk c WHERE c.sender = s.sender AND c.stage_id = s.stage_id)
                FROM stage s WHERE sender = ? AND stage_id = ?
                """,
            arguments: [sender, id.data])
        return row.flatMap { row in
            UUID(bytes: row[1] as Data).map {
                Stage(id: id, school: $0, chunks: row[2], expiresAt: row[0] + limits.stageKept)
            }
        }
    }

    private func decodeApply(_ command: Command) throws -> (id: UUID, chunks: Int) {
        guard let request = try? WireApplyStage(serializedBytes: command.body) else {
            throw Rejection(.malformed, field: "body", "the body is no ApplyStage")
        }
        guard let id = UUID(bytes: request.stageID) else {
            throw Rejection(.missing, field: "stage_id", "a stage id of 16 bytes is needed")
        }
        guard request.hasChunks else { throw Rejection(.missing, field: "chunks", "the number of chunks is needed") }
        return (id, Int(request.chunks))
    }

    private func unknownStage() -> Rejection {
        Rejection(
            .unknown, field: "stage_id", "no such import is open; it may have been applied, or forgotten after a day")
    }
}

extension Rejection {
    /// The same, with the field's path inside a larger thing.
    fileprivate func inside(_ place: String) -> Rejection {
        Rejection(
            code, field: field.map { "\(place).\($0)" } ?? place, message, conflict: conflict,
            retryAfterMilliseconds: retryAfterMilliseconds)
    }
}
