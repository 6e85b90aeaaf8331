import Foundation
import GRDB
import School

/// Carries out a batch of commands in one transaction, each in a savepoint of its own, and keeps their answers.
public struct CommandExecutor: Sendable {
    let log: EventLog
    let handler: any CommandHandler
    let limits: CommandLimits
    let faults: FaultHook
    /// Told of a defect that met one command alone: its sender learns no more than that there was one.
    var onDefect: @Sendable (any Error, Command) -> Void = { _, _ in }

    public init(
        log: EventLog, handler: any CommandHandler, limits: CommandLimits = CommandLimits(),
        faults: FaultHook = FaultHook()
    ) {
        self.faults = faults
        self.log = log
        self.handler = handler
        self.limits = limits
    }

    /// Answers each command, in order. Nothing is promised before the surrounding transaction is committed.
    /// - Throws: `BatchAborted` if SQLite gave the whole transaction up, or the error of the disk; then nothing of the
    ///   batch happened.
    public func execute(_ commands: [Command], in database: Database) throws -> [CommandAnswer] {
        try commands.map { try answer($0, in: database) }
    }

    private func answer(_ command: Command, in database: Database) throws -> CommandAnswer {
        let present = log.now()
        if let untimely = untimely(command, at: present) { return .rejected(untimely) }
        let digest = command.digest
        let stored = try CommandAnswers.find(command, in: database)
        if let stored {
            guard stored.digest == digest else { return .rejected(Self.idReused) }
            return stored.answer
        }
        let answer = try carryOut(command, in: database)
        if case .rejected(let rejection) = answer, !rejection.code.isKept { return answer }
        try CommandAnswers.keep(answer, of: command, digest: digest, at: present, in: database)
        return answer
    }

    private func untimely(_ command: Command, at present: Int64) -> Rejection? {
        if command.issuedAt < present - limits.maximumAge {
            return Rejection(.expired, field: "issued_at", "issued more than 30 days ago")
        }
        if command.issuedAt > present + limits.maximumAhead {
            return Rejection(.issuedInFuture, field: "issued_at", "issued more than 5 minutes ahead of this clock")
        }
        return nil
    }

    private static let idReused = Rejection(
        .idReused, field: "command_id", "this id was used for another command; a new command needs a new id")

    private func carryOut(_ command: Command, in database: Database) throws -> CommandAnswer {
        try Savepoint.begin(in: database)
        do {
            let done = try perform(command, in: database)
            try done.isTry ? Savepoint.rollBack(in: database) : Savepoint.release(in: database)
            return .accepted(done.isTry ? nil : done.range, changes: done.changes)
        } catch {
            // SQLite gives the whole transaction up by itself when the disk is full: then nothing can be answered.
            guard database.isInsideTransaction else { throw BatchAborted(cause: error) }
            guard let rejection = Self.rejection(of: error) else { throw error }
            if rejection.code == .internalFault { onDefect(error, command) }
            try Savepoint.rollBack(in: database)
            return .rejected(rejection)
        }
    }

    /// What one command may fail of without harm to the others: its own rejection, or an invariant that the schema
    /// holds and the checks before it missed.
    private static func rejection(of error: any Error) -> Rejection? {
        if let rejection = error as? Rejection { return rejection }
        if case EventLogError.payloadTooLarge = error { return Rejection(.tooLarge, field: "body", "\(error)") }
        guard let fault = error as? DatabaseError else {
            let isOfTheBatch = error is EventLogError || error is CancellationError
            return isOfTheBatch ? nil : Rejection(.internalFault, "the service could not carry this command out")
        }
        guard harmless.contains(fault.resultCode) else { return nil }
        return Rejection(.internalFault, "the store refused this: \(fault.message ?? "a constraint failed")")
    }

    /// What SQLite says of one statement's values rather than of its file.
    private static let harmless: [ResultCode] = [
        .SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH, .SQLITE_RANGE,
    ]

    private struct Done {
        let range: ClosedRange<Int64>?
        var changes: [ChangeCount] = []
        /// What was done is to be taken back.
        var isTry = false
    }

    private func perform(_ command: Command, in database: Database) throws -> Done {
        let transaction = try CommandTransaction(database: database, log: log, command: command)
        if command.name == Staging.applyName {
            let applied = try Staging(limits: limits, faults: faults).apply(command, with: handler, in: transaction)
            return Done(range: transaction.appended, changes: applied.changes, isTry: applied.isTry)
        }
        guard handler.commandNames.contains(command.name) else { throw unknown(command.name) }
        try handler.handle(command, in: transaction)
        return Done(range: transaction.appended)
    }

    private func unknown(_ name: String) -> Rejection {
        handler.stagedNames.contains(name)
            ? Rejection(.notAllowed, field: "name", "this is taken inside a staged import alone")
            : Rejection(.unknownCommand, field: "name", "there is no command of this name")
    }
}

/// SQLite rolled the whole batch back; every command of it may be tried again.
public struct BatchAborted: Error {
    public let cause: any Error
}

/// A savepoint around one command. GRDB's own takes a closure and a string a time; this is three kept statements.
private enum Savepoint {
    static func begin(in database: Database) throws { try run("SAVEPOINT command", in: database) }
    static func release(in database: Database) throws { try run("RELEASE command", in: database) }
    static func rollBack(in database: Database) throws {
        try run("ROLLBACK TO command", in: database)
        try run("RELEASE command", in: database)
    }

    private static func run(_ sql: String, in database: Database) throws {
        try KeptStatement(sql, in: database).run()
    }
}
