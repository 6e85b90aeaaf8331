import EventFeed
import GRDB
import Logging
import ServiceLifecycle
import UnixSignals

/// Runs services until one fails or a signal asks to stop, then lets them drain for a bounded time.
///
/// Order: a later service may depend on an earlier one. At SIGTERM or SIGINT readiness falls first, then the services
/// stop from the last to the first. What has not drained in time is cancelled; what does not even end then is left to
/// die with the process.
public struct ServiceRunner: Sendable {
    /// What remains to a cancelled service before the process exits without it.
    public static let cancellationGrace = Duration.seconds(5)

    public var drainLimit: Duration
    public var health: Health
    public var logger: Logger
    /// Called at SIGHUP: reads again what may change while running. It reports its own errors.
    public var reload: @Sendable () async -> Void
    /// Ends the process when even cancellation does not end a service; replaced in tests.
    var exitProcess: @Sendable (ServiceExit) -> Void = ProcessExit.now

    public init(
        drainLimit: Duration, health: Health, logger: Logger, reload: @escaping @Sendable () async -> Void = {}
    ) {
        self.drainLimit = drainLimit
        self.health = health
        self.logger = logger
        self.reload = reload
    }

    /// - Returns: `ok` after an orderly stop, `temporaryFailure` where draining took too long.
    /// - Throws: the error of the service that failed.
    public func run(_ services: [any Service]) async throws -> ServiceExit {
        let drain = DrainWatch(limit: drainLimit, logger: logger, exitProcess: exitProcess)
        // Trapped before anything runs: until then, SIGHUP would end the process.
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        let around: (first: any Service, last: [any Service]) = (
            DrainSentinel(drain: drain),
            [ReloadService(hangups: hangups, reload: reload), ReadinessGate(health: health, drain: drain)]
        )
        var configuration = ServiceGroupConfiguration(
            services: [around.first] + services + around.last, gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        configuration.maximumGracefulShutdownDuration = drainLimit
        defer { drain.finish() }
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let fault as DatabaseError {
            // Services know SQLite's errors, not what the process makes of them: a damaged store is never closed as clean.
            throw StoreFailure(classifying: fault, doing: "work on the store")
        } catch let fault as EventLogError {
            throw StoreFailure(.fatal, "the log in the store is damaged: \(fault)")
        }
        guard drain.wasCutShort else { return .ok }
        logger.error(
            "draining took longer than allowed, services were cancelled",
            metadata: [LogKey.exitCode: "\(ServiceExit.temporaryFailure.rawValue)"])
        return .temporaryFailure
    }
}

/// Lets readiness rise with the group and fall before anything else stops: it is the last service, so it is stopped
/// first. Where a service fails, all are cancelled at once; readiness falls and the time to end runs then too.
struct ReadinessGate: Service, CustomStringConvertible {
    let health: Health
    let drain: DrainWatch

    var description: String { "readiness" }

    func run() async throws {
        health.set(.ready, for: Health.lifecycleCheck)
        defer { fall() }
        try await withTaskCancellationHandler {
            try await gracefulShutdown()
        } onCancel: {
            fall()
            drain.cancelled()
        }
        fall()
        drain.begin()
    }

    private func fall() {
        health.set(.notReady("stopping"), for: Health.lifecycleCheck)
    }
}

/// Calls the reload hook at each SIGHUP, one after the other.
struct ReloadService: Service, CustomStringConvertible {
    let hangups: UnixSignalsSequence
    let reload: @Sendable () async -> Void

    var description: String { "reload at SIGHUP" }

    func run() async throws {
        for await _ in hangups.cancelOnGracefulShutdown() {
            await reload()
        }
    }
}

/// Notices that draining was cut short: it is the first service, so it is asked to stop last, and being cancelled
/// before means that some service was.
struct DrainSentinel: Service, CustomStringConvertible {
    let drain: DrainWatch

    var description: String { "drain watch" }

    func run() async throws {
        do {
            try await gracefulShutdown()
        } catch {
            drain.cutShort()
        }
    }
}
