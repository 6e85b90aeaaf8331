import GRDB
import School

extension CommandExecutor {
    /// The most old answers forgotten in one turn, so that no turn becomes long.
    private static let pruneLimit = 1_000

    func carryOut(_ work: CommandQueue.Work, in database: Database) throws -> WorkAnswer {
        switch work {
        case .command(let pending):
            let answer = try execute([pending.command], in: database)[0]
            return .command(pending.command.id, answer)
        case .stage(let pending):
            return .staged(pending.stageID, try carryOut(pending, in: database))
        }
    }

    private func carryOut(
        _ pending: PendingStage, in database: Database
    ) throws -> Result<Staging.Stage, Rejection> {
        let staging = Staging(limits: limits)
        do {
            switch pending.step {
            case .begin(let school):
                return .success(
                    try staging.begin(
                        pending.stageID, school: school, sender: pending.sender, at: log.now(), in: database))
            case .forget(let school):
                return .success(
                    try staging.forget(
                        pending.stageID, school: school, sender: pending.sender, at: log.now(), in: database))
            case .chunk(let number, let content):
                return .success(
                    try staging.add(content, number: number, to: pending.stageID, sender: pending.sender, in: database))
            }
        } catch let rejection as Rejection {
            return .failure(rejection)
        }
    }

    /// The heartbeat, and what grows old.
    func keepHouse(in database: Database) throws {
        try log.beat(in: database)
        let present = log.now()
        try CommandAnswers.prune(before: present - limits.answersKept, limit: Self.pruneLimit, in: database)
        try Staging(limits: limits).prune(at: present, in: database)
    }
}
