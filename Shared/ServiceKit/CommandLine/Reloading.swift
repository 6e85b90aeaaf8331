import Synchronization

/// Reads again what may change while a service runs. What that is, is known once the service is wired.
final class Reloading: Sendable {
    /// Gives what is wrong with what was left as it is; nil where all was read.
    typealias Work = @Sendable () async throws -> (any Error)?

    private let work = Mutex<Work?>(nil)

    func set(_ work: @escaping Work) {
        self.work.withLock { $0 = work }
    }

    /// - Returns: why the configuration stayed as it was, where it did.
    /// - Throws: what is wrong with the allow-list; then everything is as it was.
    func run() async throws -> (any Error)? {
        guard let work = work.withLock({ $0 }) else { throw NotWiredYet() }
        return try await work()
    }

    private struct NotWiredYet: Error, CustomStringConvertible {
        var description: String { "the service is still starting; it reads its files by itself" }
    }
}
