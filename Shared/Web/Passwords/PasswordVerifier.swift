import Dispatch
import Metrics
import School
import Synchronization

/// Makes and checks passwords on one thread of its own: scrypt takes long on purpose and would stop everything else.
public final class PasswordVerifier: Sendable {
    /// The most that wait or are worked on; at 90 ms each the last one waits three seconds.
    public static let waitingLimit = 32
    /// The longest password, bytes of UTF-8.
    public static let maximumBytes = 1_024
    /// The shortest new one, characters.
    public static let minimumLength = 10

    private let queue = DispatchQueue(label: "zvonok.passwords")
    private let waiting = Mutex(0)
    private let gauge = Gauge(label: "zvonok_passwords_waiting")
    /// What an unknown login is checked against, so that it costs the same.
    private let nobody: PasswordHash

    public init() {
        let salt = SecureRandom.bytes(PasswordHash.saltBytes)
        nobody = PasswordHash(cost: .present, salt: salt, hash: SecureRandom.bytes(PasswordHash.hashBytes))
    }

    /// Whether this is the password.
    /// - Parameter hash: what is stored; nil where there is no such login: false, after the same time. A hash that was
    ///   made with less work takes no less, or it would tell that there is such a login.
    /// - Throws: ``Problem`` 503 where ``waitingLimit`` are waiting.
    public func verify(_ password: String, against hash: PasswordHash?) async throws -> Bool {
        let (against, isKnown) = (hash ?? nobody, hash != nil)
        let isUsable = password.utf8.count <= Self.maximumBytes
        return try await work { [nobody] in
            let isRight = try against.isOf(isUsable ? password : "")
            if against.isCheap { _ = try nobody.isOf(password) }
            return isRight && isKnown && isUsable
        }
    }

    /// Hashes a new password.
    /// - Throws: ``Problem`` 503 where ``waitingLimit`` are waiting, 422 where it is too long or too short.
    public func hash(_ password: String) async throws -> PasswordHash {
        guard password.utf8.count <= Self.maximumBytes else {
            throw Problem(.init(.tooLarge), field: "password", "more than \(Self.maximumBytes) bytes")
        }
        guard password.count >= Self.minimumLength else {
            throw Problem(.init(.invalid), field: "password", "fewer than \(Self.minimumLength) characters")
        }
        return try await work { try PasswordHash.making(password) }
    }

    private func work<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try enter()
        defer { leave() }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }

    func enter() throws(Problem) {
        let isIn = waiting.withLock { count in
            guard count < Self.waitingLimit else { return false }
            count += 1
            gauge.record(count)
            return true
        }
        guard isIn else { throw .unavailable("too many sign in at this moment", code: .busy, retryAfter: 5) }
    }

    func leave() {
        waiting.withLock { count in
            count -= 1
            gauge.record(count)
        }
    }
}
