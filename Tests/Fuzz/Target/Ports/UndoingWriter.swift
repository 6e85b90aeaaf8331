import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf

@testable import EventFeed

/// Does what a service's writer does with the commands that wait, but leaves the store as it was.
struct UndoingWriter: Sendable {
    let queue = CommandQueue()
    private let executor: CommandExecutor
    private let database: DatabaseQueue

    init(_ journal: SampleJournal) {
        executor = journal.executor
        database = journal.database
    }

    /// Waits for work, and carries it out on the caller's thread.
    /// - Returns: the answers; nil where nothing more will come.
    nonisolated(nonsending) func carryOut() async -> [Answered]? {
        guard let turn = await queue.next() else { return nil }
        let answers = undone { database in
            try turn.work.map { work in
                let answer = try executor.carryOut(work, in: database)
                if case .stage(let pending) = work { try apply(pending, in: database) }
                return Answered(address: work.origin, answer: answer)
            }
        }
        queue.release(turn.work)
        for answered in answers { count(answered.answer) }
        return answers
    }

    /// What a peer sends may be rejected; whatever else is thrown would fail the commands of others too.
    private func undone(_ body: (Database) throws -> [Answered]) -> [Answered] {
        var answers: [Answered] = []
        do {
            try database.inTransaction { database in
                answers = try body(database)
                return .rollback
            }
        } catch {
            Tally.defect("a batch of commands failed: \(error)")
        }
        return answers
    }

    /// A chunk is looked into when its stage is applied, so that is done at once.
    private func apply(_ stage: PendingStage, in database: Database) throws {
        guard case .chunk(let number, _) = stage.step else { return }
        let body = WireApplyStage.with {
            $0.stageID = stage.stageID.data
            $0.chunks = UInt32(clamping: number)
        }
        let command = Command(
            id: SampleJournal.newID, sender: stage.sender, issuedAt: SampleJournal.now, actor: .none,
            school: SampleJournal.school, name: Staging.applyName, body: try body.serializedBytes(),
            rights: .all)
        for answer in try executor.execute([command], in: database) { count(.command(command.id, answer)) }
    }

    private func count(_ answer: WorkAnswer) {
        guard case .command(_, let answer) = answer else { return }
        Tally.count { tally in
            switch answer {
            case .accepted: tally.commandsAccepted += 1
            case .rejected(let rejection):
                tally.commandsRejected += 1
                if rejection.code == .internalFault { tally.commandsRejectedByStore += 1 }
            }
        }
    }
}
