import Foundation
import ServiceKit

/// Where sessions are kept; `SessionTable` of ServiceKit does the SQL.
public protocol SessionStore: Sendable {
    func insert(_ session: StoredSession) async throws
    func session(hash: [UInt8]) async throws -> StoredSession?
    /// Whether a session of this id has not ended.
    func holds(_ session: UUID) async throws -> Bool
    func touch(hash: [UInt8], at instant: Int64) async throws
    func remove(hash: [UInt8]) async throws
    func removeAll(of person: UUID) async throws
    func removeUnused(since instant: Int64) async throws
}

/// How long a session lives.
public struct SessionLimits: Hashable, Sendable {
    /// Unused for so long, it ends.
    public let idle: Duration
    /// After so long it ends, used or not.
    public let absolute: Duration
    /// Its use is noted no more often than this: a read of a page writes nothing as a rule.
    public static let touchEvery = Duration.seconds(300)

    public init(idle: Duration, absolute: Duration) {
        self.idle = idle
        self.absolute = absolute
    }

    /// A working day, a month.
    public static let staff = SessionLimits(idle: .seconds(12 * 3_600), absolute: .seconds(30 * 86_400))
    /// Two weeks without a look, half a year.
    public static let family = SessionLimits(idle: .seconds(14 * 86_400), absolute: .seconds(180 * 86_400))
}

/// What becomes of a session that is used now.
enum SessionVerdict: Equatable, Sendable {
    case live, liveAndToBeTouched, idleTooLong, tooOld

    static func of(_ session: StoredSession, now: Int64, _ limits: SessionLimits) -> SessionVerdict {
        if now - session.began >= limits.absolute.microseconds { return .tooOld }
        if now - session.lastSeen >= limits.idle.microseconds { return .idleTooLong }
        return now - session.lastSeen >= SessionLimits.touchEvery.microseconds ? .liveAndToBeTouched : .live
    }
}

extension Duration {
    var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
