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

    /// Forgets a stage with all its parts; nothing where none is open.
    func forget(_ id: UUID, school: UUID, sender: String, at present: Int64, in database: Database) throws -> Stage {
        try database.execute(
            sql: "DELETE FROM stage WHERE sender = ? AND stage_id = ?", arguments: [sender, id.data])
        return Stage(id: id, school: school, chunks: 0, expiresAt: present)
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

    /// What applying a stage came to.
    struct Applied {
        let changes: [ChangeCount]
        /// All of it is to be taken back.
        let isTry: Bool
    }

    /// Carries out everything staged, in order. One rejection rejects the whole; the others are looked for all the
    /// same, so that whoever sent it need not send it again for each.
    func apply(
        _ command: Command, with handler: any CommandHandler, in transaction: CommandTransaction
    ) throws -> Applied {
        let request = try decodeApply(command)
        let stage = try checked(request, command, in: transaction.database)
        let run = StageRun(id: request.id)
        transaction.stage = run
        defer { transaction.stage = nil }
        var problems: [Rejection] = []
        for number in 1...max(1, stage.chunks) where stage.chunks > 0 {
            try applyChunk(number, of: stage, command: command, with: handler, in: transaction, &problems)
            faults.pass(.inApplyStage)
        }
        try Self.raise(problems)
        transaction.school = command.school
        try handler.finish(run, of: command, in: transaction)
        if !request.isTry { try close(stage, of: command.sender, in: transaction.database) }
        return Applied(changes: run.changes, isTry: request.isTry)
    }

    private func checked(_ request: ApplyRequest, _ command: Command, in database: Database) throws -> Stage {
        guard let stage = try find(request.id, sender: command.sender, in: database) else { throw unknownStage() }
        guard stage.school == command.school else {
            throw Rejection(.invalid, field: "school_id", "the import was begun for another school")
        }
        guard stage.chunks == request.chunks else {
            throw Rejection(
                .invalid, field: "chunks", "\(request.chunks) chunks announced, \(stage.chunks) have come")
        }
        return stage
    }

    private func close(_ stage: Stage, of sender: String, in database: Database) throws {
        try database.execute(
            sql: "DELETE FROM stage WHERE sender = ? AND stage_id = ?", arguments: [sender, stage.id.data])
    }

    /// The first problem stands for the whole.
    private static func raise(_ problems: [Rejection]) throws {
        guard let first = problems.first else { return }
        throw Rejection(
            first.code, field: first.field, first.message, conflict: first.conflict,
            retryAfterMilliseconds: first.retryAfterMilliseconds, problems: problems.map(\.alone))
    }

    /// Forgets stages that nobody applied in time.
    func prune(at present: Int64, in database: Database) throws {
        try database.execute(sql: "DELETE FROM stage WHERE begun_at < ?", arguments: [present - limits.stageKept])
    }

    private func applyChunk(
        _ number: Int, of stage: Stage, command: Command, with handler: any CommandHandler,
        in transaction: CommandTransaction, _ problems: inout [Rejection]
    ) throws {
        let staged = try commands(inChunk: number, of: stage, sender: command.sender, in: transaction.database)
        for (index, part) in staged.enumerated() {
            let place = "chunk[\(number)].commands[\(index)]"
            transaction.stage?.place = place
            do {
                try applyPart(part, of: command, with: handler, in: transaction)
            } catch let rejection as Rejection {
                let problem = rejection.inside(place)
                // What is not stored may be otherwise on the next try: nothing else counts then.
                guard problem.code.isKept else { throw problem }
                problems.append(problem)
                if problems.count >= limits.stageProblems { try Self.raise(problems) }
            }
        }
    }

    private func commands(
        inChunk number: Int, of stage: Stage, sender: String, in database: Database
    ) throws -> [WireStagedCommand] {
        let content = try Data.fetchOne(
            database, sql: "SELECT content FROM stage_chunk WHERE sender = ? AND stage_id = ? AND number = ?",
            arguments: [sender, stage.id.data, number])
        guard let content, let staged = try? WireStagedCommands(serializedBytes: content) else {
            throw Rejection(.malformed, field: "chunk[\(number)]", "chunk \(number) does not hold staged commands")
        }
        return staged.commands
    }

    private func applyPart(
        _ part: WireStagedCommand, of command: Command, with handler: any CommandHandler,
        in transaction: CommandTransaction
    ) throws {
        guard handler.commandNames.contains(part.name) || handler.stagedNames.contains(part.name) else {
            throw Rejection(.unknownCommand, "there is no command of this name")
        }
        guard command.rights.contains(part.name) else {
            throw Rejection(.forbidden, "this key may not send that command")
        }
        let whole = Command(
            id: command.id, sender: command.sender, issuedAt: command.issuedAt, actor: command.actor,
            school: try school(of: part, in: command), name: part.name, body: part.body,
            enteredAt: command.enteredAt, traceID: command.traceID, schools: command.schools)
        transaction.school = whole.school
        try handler.handle(whole, in: transaction)
    }

    /// The school that the staged command is about: the stage's, where it names none.
    private func school(of part: WireStagedCommand, in command: Command) throws -> UUID {
        guard part.hasSchoolID else { return command.school }
        guard let school = UUID(bytes: part.schoolID) else {
            throw Rejection(.invalid, field: "school_id", "an id has 16 bytes; this one has \(part.schoolID.count)")
        }
        guard school == command.school || command.schools.contains(school) else {
            throw Rejection(.forbidden, field: "school_id", "this key may not act for that school")
        }
        return school
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

    private struct ApplyRequest {
        let id: UUID
        let chunks: Int
        let isTry: Bool
    }

    private func decodeApply(_ command: Command) throws -> ApplyRequest {
        guard let request = try? WireApplyStage(serializedBytes: command.body) else {
            throw Rejection(.malformed, field: "body", "the body is no ApplyStage")
        }
        guard let id = UUID(bytes: request.stageID) else {
            throw Rejection(.missing, field: "stage_id", "a stage id of 16 bytes is needed")
        }
        guard request.hasChunks else { throw Rejection(.missing, field: "chunks", "the number of chunks is needed") }
        return ApplyRequest(id: id, chunks: Int(request.chunks), isTry: request.onlyTry)
    }

    private func unknownStage() -> Rejection {
        Rejection(
            .unknown, field: "stage_id",
            "no such import is open; it may have been applied, or forgotten: after a day, or as a person was erased")
    }
}

extension Rejection {
    /// The same, with the field's path inside a larger thing.
    fileprivate func inside(_ place: String) -> Rejection {
        Rejection(
            code, field: field.map { "\(place).\($0)" } ?? place, message, conflict: conflict,
            retryAfterMilliseconds: retryAfterMilliseconds)
    }

    /// What a list of problems says of one.
    fileprivate var alone: Rejection { Rejection(code, field: field, message) }
}
