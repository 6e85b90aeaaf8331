import Logging
import ServiceKit
import ServiceLifecycle
import Synchronization

/// Sends what is to be sent: so many at once, each with its own end noted before the next is taken.
///
/// Asked to stop it takes nothing more on and waits for what is under way; cancelled it gives that up, and notes
/// truthfully how far each had come.
struct MailService<WaitClock: Clock>: Service, CustomStringConvertible where WaitClock.Duration == Duration {
    /// How often is looked for mails whose time to be tried again has come.
    private static var look: Duration { .milliseconds(500) }

    let desk: MailDesk
    let transport: any MailTransport
    let gate: StartGate<WaitClock>
    let parallel: Int
    let work: WakeUp
    let now: WallClock
    let clock: WaitClock
    let metrics: MailMetrics
    let health: Health
    let logger: Logger
    /// Passed between the server's acceptance and its note.
    let afterAcceptance: FaultPoint
    /// Called when the own feed may have grown.
    let onChange: @Sendable () async -> Void

    var description: String { "mail" }

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown {
                await note(try await store.perform("what was being sent is not noted") { try await recover() })
                try await gate.wait()
            }
        } catch  where error is CancellationError || PassingTrouble.isPassing(error) {
            // Asked to stop before anything was taken on: the next start finds it all as it is.
            return
        }
        logger.notice("mails go out from now on")
        let slots = Slots(count: parallel)
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await tick() }
            work.call()
            for await _ in work.calls.cancelOnGracefulShutdown() {
                do {
                    try await fill(slots, &group)
                } catch  where PassingTrouble.isPassing(error) {
                    logger.warning("no mail was taken; it is tried again", metadata: [LogKey.error: "\(error)"])
                }
            }
        }
    }

    private var store: PatientStore<WaitClock> {
        PatientStore(clock: clock, health: health, metrics: metrics, logger: logger)
    }

    private func recover() async throws -> [MailChange] { try await desk.recover(now: now()) }

    private func tick() async {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await clock.sleep(until: clock.now.advanced(by: Self.look), tolerance: nil)
                work.call()
            }
        }
    }

    private func fill(_ slots: Slots, _ group: inout ThrowingDiscardingTaskGroup<any Error>) async throws {
        while slots.free > 0, !Task.isCancelled {
            let claim = try await desk.claim(limit: slots.free, now: now())
            await note(claim.changes)
            for mail in claim.mails {
                slots.take()
                group.addTask {
                    // In this order: a look before the place is free would find none for the next.
                    defer {
                        slots.give()
                        work.call()
                    }
                    try await send(mail)
                }
            }
            if !claim.isMore { break }
        }
        metrics.show(try await desk.waiting())
    }

    private func send(_ mail: ClaimedMail) async throws {
        let outcome = await transport.deliver(mail)
        if outcome == .accepted { afterAcceptance.hit() }
        do {
            // Until that is noted it stays marked as being sent, and nobody takes it again.
            let change = try await store.perform("what became of a mail is not noted") {
                // In a task of its own: the store rolls back whatever a cancelled one writes, and what became of the
                // mail must be noted then above all.
                try await Task { try await desk.record(outcome, of: mail.id, now: now()) }.value
            }
            if let change { await note([change]) }
        } catch  where PassingTrouble.isPassing(error) {
            // Ended before there was room: the next start takes it for what it is, a mail that may have arrived.
            logger.error(
                "what became of a mail could not be noted",
                metadata: ["mail.id": "\(mail.id)", LogKey.error: "\(error)"])
        }
    }

    private func note(_ changes: [MailChange]) async {
        metrics.count(changes)
        if changes.contains(where: { $0.state.isFinal }) { await onChange() }
    }
}

/// How many more mails may be under way.
private final class Slots: Sendable {
    private let left: Mutex<Int>

    init(count: Int) { left = Mutex(count) }

    var free: Int { left.withLock { $0 } }
    func take() { left.withLock { $0 -= 1 } }
    func give() { left.withLock { $0 += 1 } }
}
