import Logging
import ServiceKit

/// Does a piece of work on the store again and again while a full disk or a busy file keeps it from being done: later
/// each time, up to a longest wait, and said in health until it is done.
struct PatientStore<WaitClock: Clock>: Sendable where WaitClock.Duration == Duration {
    /// The name under which health tells of it.
    static var check: String { "mail store" }
    private static var first: Duration { .milliseconds(500) }
    private static var longest: Duration { .seconds(30) }

    let clock: WaitClock
    let health: Health
    let metrics: MailMetrics
    let logger: Logger

    /// Once cancelled, it is tried one last time.
    /// - Parameter what: such as "what became of a mail is not noted".
    /// - Throws: what `work` throws, a passing trouble only when cancelled.
    func perform<Value: Sendable>(_ what: String, _ work: () async throws -> Value) async throws -> Value {
        var wait = Self.first
        while true {
            let isLast = Task.isCancelled
            do {
                let value = try await work()
                health.remove(Self.check)
                return value
            } catch  where PassingTrouble.isPassing(error) && !isLast {
                note(what, error)
            }
            // Cancelled in its sleep it wakes at once, for the last try.
            try? await clock.sleep(until: clock.now.advanced(by: wait), tolerance: nil)
            wait = min(wait * 2, Self.longest)
        }
    }

    private func note(_ what: String, _ error: any Error) {
        metrics.countStoreTrouble()
        guard health.set(.degraded("\(what): there is no room, or the store is busy"), for: Self.check) else { return }
        logger.error("\(what); it is tried again until there is room", metadata: [LogKey.error: "\(error)"])
    }
}
