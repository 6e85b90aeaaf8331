import Logging
import School
import ServiceKit
import ServiceLifecycle

/// Decides, whenever a feed has come further, what is to be written and to whom.
struct PlanningService: Service, CustomStringConvertible {
    /// The name under which health tells of a calendar that is missing.
    static let calendarCheck = "working calendar"

    let desk: MailDesk
    let news: WakeUp
    let metrics: MailMetrics
    let health: Health
    let logger: Logger
    /// Called when something was decided.
    let onDecision: @Sendable () async -> Void

    var description: String { "planning" }

    func run() async throws {
        for await _ in news.calls.cancelOnGracefulShutdown() {
            do {
                try await decideAll()
            } catch  where PassingTrouble.isPassing(error) {
                logger.warning("nothing was decided; the next news tries again", metadata: [LogKey.error: "\(error)"])
            }
        }
    }

    private func decideAll() async throws {
        try await repeatWhileMore(.marks) { try await desk.planMarks() }
        do {
            try await repeatWhileMore(.overdue) { try await desk.planOverdue() }
            health.remove(Self.calendarCheck)
        } catch let unknown as UnknownYear {
            if health.set(.degraded("\(unknown): staff is not written to"), for: Self.calendarCheck) {
                logger.error("staff is not written to", metadata: [LogKey.error: "\(unknown)"])
            }
        }
    }

    private func repeatWhileMore(_ kind: MailKind, _ plan: () async throws -> PlanStep) async throws {
        while true {
            let step = try await plan()
            metrics.count(step.changes)
            if !step.changes.isEmpty { await onDecision() }
            if !step.isMore {
                if let reached = step.reached { metrics.show(decided: kind, until: reached) }
                return
            }
            try Task.checkCancellation()
        }
    }
}
