import Synchronization

/// Reads again what may change while a service runs. What that is, is known once the service is wired.
final class Reloading: Sendable {
    private let work = Mutex<(@Sendable () async throws -> Void)?>(nil)

    func set(_ work: @escaping @Sendable () async throws -> Void) {
        self.work.withLock { $0 = work }
    }

    /// - Throws: what is wrong with what was read; then everything is as it was.
    func run() async throws {
        guard let work = work.withLock({ $0 }) else { throw NotWiredYet() }
        try await work()
    }

    private struct NotWiredYet: Error, CustomStringConvertible {
        var description: String { "the service is still starting; it reads its files by itself" }
    }
}
