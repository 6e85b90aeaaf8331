import Foundation
import GRDB
import School

/// What a service's commands do to its state.
public protocol CommandHandler: Sendable {
    /// The names it knows; any other is rejected with `unknown-command`.
    var commandNames: Set<String> { get }
    /// The names it knows inside a staged import alone.
    var stagedNames: Set<String> { get }

    /// Carries one command out: checks it, appends the events, applies them to the state.
    ///
    /// Called on the store's one writing connection, inside a savepoint: whatever it throws rolls back this command
    /// alone.
    /// - Throws: `Rejection`; any other error is a fault of the service or its disk and fails the whole batch.
    func handle(_ command: Command, in transaction: CommandTransaction) throws

    /// Does what is left when all commands of a stage were carried out; called only if none was rejected.
    /// - Throws: `Rejection` where the stage cannot stand as a whole.
    func finish(_ stage: StageRun, of command: Command, in transaction: CommandTransaction) throws
}

extension CommandHandler {
    public var stagedNames: Set<String> { [] }

    public func finish(_ stage: StageRun, of command: Command, in transaction: CommandTransaction) throws {}
}

/// One command's share of a transaction.
public final class CommandTransaction {
    /// The writing connection, inside the command's savepoint.
    public let database: Database
    /// The staged import that the command is part of; nil for one that came alone.
    public internal(set) var stage: StageRun?
    /// The school whose events are appended: the command's, or that of the staged command under way.
    public var school: UUID
    private let log: EventLog
    private let command: Command
    private var tail: LogTail
    private(set) var appended: ClosedRange<Int64>?

    init(database: Database, log: EventLog, command: Command) throws {
        self.database = database
        self.log = log
        self.command = command
        school = command.school
        // Read anew for each command: after a rolled back savepoint only the table knows where the log ends.
        tail = try log.tail(in: database)
    }

    /// The owner's present, microseconds UTC: the instant that decisions of this command are made for. The first
    /// event appended bears it as its recorded-at.
    public var now: Int64 { tail.nextInstant(now: log.now()) }

    /// Records an event of the command's actor and of ``school``.
    /// - Returns: the event with its place, for the state to be changed by.
    @discardableResult
    public func append(_ event: NewEvent) throws -> FeedEvent {
        let recorded = try log.append(
            event, school: school, actor: command.actor, traceID: command.traceID, tail: &tail, in: database)
        appended = (appended?.lowerBound ?? recorded.sequence)...recorded.sequence
        return recorded
    }

    /// Forgets all staged imports that are open, whoever sent them, but for the one under way: what they hold is not yet
    /// anybody's, and may name somebody who is being erased.
    public func forgetStages() throws {
        try database.execute(sql: "DELETE FROM stage WHERE stage_id IS NOT ?", arguments: [stage?.id.data])
    }

    /// Blanks the payloads of card events for good and records that it was done (`PayloadErased`).
    /// - Throws: `Rejection` for a sequence that is not in the log or not of an erasable type.
    public func erase(sequences: [Int64], basis: String) throws {
        let erasure = try log.erase(sequences: sequences, basis: basis, in: database)
        try append(erasure)
    }
}
