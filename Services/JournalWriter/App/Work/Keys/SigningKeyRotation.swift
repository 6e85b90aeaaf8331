import Logging
import ServiceKit
import ServiceLifecycle

/// Looks now and then whether the next signing key is due.
struct SigningKeyRotation<WaitingClock: Clock<Duration>>: Service, CustomStringConvertible {
    static var interval: Duration { .seconds(5) }

    let keys: SigningKeyring
    let clock: WaitingClock
    let logger: Logger

    var description: String { "rotation of signing keys" }

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                try await keys.prepare()
            } catch {
                logger.error("no signing key could be prepared; tried again", metadata: [LogKey.error: "\(error)"])
            }
            await rest()
        }
    }

    /// Ends at once when the service is to stop.
    private func rest() async {
        await cancelWhenGracefulShutdown { try? await clock.sleep(for: Self.interval) }
    }
}
