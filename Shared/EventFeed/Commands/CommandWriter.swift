import GRDB
import Logging
import Metrics
import School
import ServiceLifecycle
import Foundation

/// The one task that writes: it drains what waits into one transaction, and answers after the commit.
///
/// Commands that arrive while a transaction is being committed form the next one, so many senders share one fsync
/// without anybody waiting for company. At shutdown it takes nothing more on and finishes what it
/// has.
struct CommandWriter: Service {
    /// What the writer needs from its surroundings.
    struct Surroundings: Sendable {
        let database: any DatabaseWriter
        /// False: the disk is nearly full, and commands are refused before they are tried.
        let hasRoom: @Sendable () -> Bool
        let faults: FaultHook
        /// Called after an erasure is committed, before it is answered: notes it where a restore will find it.
        let afterErasure: @Sendable () async throws -> Void
        let logger: Logger
        /// Empties the write-ahead log.
        /// - Throws: `DatabaseError`: SQLITE_BUSY while a reader holds it.
        var emptyLog: @Sendable (Database) throws -> Void = { try $0.emptyWriteAheadLog() }
    }

    let queue: CommandQueue
    let executor: CommandExecutor
    let surroundings: Surroundings
    let sink: any AnswerSink

    private let batchSize = Recorder(label: "zvonok_command_batch_size")
    private let rejected = Counter(label: "zvonok_commands_rejected")
    private let accepted = Counter(label: "zvonok_commands_accepted")

    init(queue: CommandQueue, executor: CommandExecutor, surroundings: Surroundings, sink: any AnswerSink) {
        self.queue = queue
        self.executor = executor
        self.surroundings = surroundings
        self.sink = sink
    }

    /// - Throws: `DatabaseError` where the store can no longer be trusted, once everybody who waits was answered.
    func run() async throws {
        try await withTaskCancellationOrGracefulShutdownHandler {
            do {
                while let turn = await queue.next() { try await carryOut(turn) }
            } catch {
                await refuseWhatWaits(becauseOf: error)
                throw error
            }
        } onCancelOrGracefulShutdown: {
            queue.close()
        }
    }

    private func carryOut(_ turn: CommandQueue.Turn) async throws {
        let answers: [WorkAnswer]
        do {
            answers = try await commit(turn)
        } catch {
            let reason = CommitFailure(error)
            surroundings.logger.error("a batch was not committed", metadata: ["error": "\(error)"])
            await answer(turn.work, with: turn.work.map { $0.refused(reason.rejection) })
            if reason.isFatal { throw (error as? BatchAborted)?.cause ?? error }
            return
        }
        let damage = await forgetErased()
        if !turn.work.isEmpty { surroundings.faults.pass(.afterCommitBeforeAnswer) }
        // What is committed is answered as such, even where the store turned out to be damaged since.
        await answer(turn.work, with: answers)
        if let damage { throw damage }
    }

    /// Nobody carries it out any more; a handler of this process would wait for its answer for ever.
    private func refuseWhatWaits(becauseOf error: any Error) async {
        let rejection = CommitFailure(error).rejection
        queue.close()
        while let turn = await queue.next() {
            await answer(turn.work, with: turn.work.map { $0.refused(rejection) })
        }
    }

    private func commit(_ turn: CommandQueue.Turn) async throws -> [WorkAnswer] {
        guard turn.work.isEmpty || surroundings.hasRoom() else { throw CommitFailure.noRoom }
        return try await surroundings.database.write { database in
            let answers = try turn.work.map { try executor.carryOut($0, in: database) }
            if turn.heartbeatIsDue { try executor.keepHouse(in: database) }
            if !turn.work.isEmpty { surroundings.faults.pass(.afterApplyBeforeCommit) }
            return answers
        }
    }

    /// Empties the write-ahead log after an erasure, before the answer: a frame of it may hold what was erased. While
    /// a reader pins the log it cannot be emptied; then the next turn, at the latest the next heartbeat, tries again.
    /// - Returns: the error after which the store can no longer be trusted.
    private func forgetErased() async -> (any Error)? {
        guard executor.log.erasureNotice.take() else { return nil }
        do {
            try await surroundings.afterErasure()
            try await surroundings.database.writeWithoutTransaction(surroundings.emptyLog)
            return nil
        } catch {
            executor.log.erasureNotice.raise()
            let isFatal = CommitFailure(error).isFatal
            surroundings.logger.log(
                level: isFatal ? .critical : .warning,
                isFatal
                    ? "the store failed while erased bytes were removed from the log file"
                    : "erased bytes may still lie in the log file; trying again",
                metadata: ["error": "\(error)"])
            return isFatal ? error : nil
        }
    }

    private func answer(_ work: [CommandQueue.Work], with answers: [WorkAnswer]) async {
        count(answers)
        queue.release(work)
        let logGrew = answers.contains { if case .command(_, .accepted(.some, _)) = $0 { true } else { false } }
        var remote: [Answered] = []
        remote.reserveCapacity(work.count)
        for (item, answer) in zip(work, answers) {
            if case .local(let continuation) = item.origin {
                continuation.resume(returning: answer)
            } else {
                remote.append(Answered(address: item.origin, answer: answer))
            }
        }
        if !remote.isEmpty || logGrew { await sink.deliver(remote, logGrew: logGrew) }
    }

    private func count(_ answers: [WorkAnswer]) {
        guard !answers.isEmpty else { return }
        let refusals = answers.count { if case .command(_, .rejected) = $0 { true } else { false } }
        batchSize.record(answers.count)
        rejected.increment(by: refusals)
        accepted.increment(by: answers.count - refusals)
    }
}

extension CommandQueue.Work {
    func refused(_ rejection: Rejection) -> WorkAnswer {
        switch self {
        case .command(let pending): .command(pending.command.id, .rejected(rejection))
        case .stage(let pending): .staged(pending.stageID, .failure(rejection))
        }
    }
}
