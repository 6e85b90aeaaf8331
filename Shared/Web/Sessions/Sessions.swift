import Crypto
import Foundation
import Hummingbird
import School
import ServiceKit

/// Sessions whose token is a random number in a cookie; the store knows its hash alone.
public struct Sessions: Sendable {
    /// Random bytes of a token.
    static let tokenBytes = 32

    private let store: any SessionStore
    private let limits: SessionLimits
    private let cookie: String
    private let path: String
    private let cookies: SiteCookies
    private let now: WallClock

    /// - Parameters:
    ///   - cookie: ``SiteCookies/family`` or ``SiteCookies/staffSession``.
    ///   - path: the cookie's, such as `/diary`.
    public init(
        store: any SessionStore, limits: SessionLimits, cookie: String, path: String, isSecure: Bool,
        now: @escaping WallClock
    ) {
        self.store = store
        self.limits = limits
        self.cookie = cookie
        self.path = path.isEmpty ? "/" : path
        cookies = SiteCookies(isSecure: isSecure)
        self.now = now
    }

    /// Begins one for a person who has just proven who they are; always a new token, never one the browser brought.
    /// - Parameter request: ends the session it brings, whosever it was.
    public func begin(
        for person: UUID, replacing request: Request? = nil
    ) async throws -> (session: StoredSession, cookie: Cookie) {
        if let hash = request.flatMap(hash(of:)) { try await store.remove(hash: hash) }
        let token = SecureRandom.bytes(Self.tokenBytes)
        let instant = now()
        let session = StoredSession(
            hash: Self.hash(token), id: .version7(atMicroseconds: instant), person: person, began: instant,
            lastSeen: instant)
        try await store.removeUnused(since: instant - limits.idle.microseconds)
        try await store.insert(session)
        let seconds = Int(limits.absolute.components.seconds)
        return (session, cookies.making(cookie, Base64URL.encode(token), path: path, seconds: seconds))
    }

    /// The session a request brings, if it still lives; its use is noted. A store that takes no note, on a full disk for
    /// one, keeps nobody from reading: it is noted another time.
    public func session(of request: Request) async throws -> StoredSession? {
        guard let hash = hash(of: request), let session = try await store.session(hash: hash) else { return nil }
        let instant = now()
        switch SessionVerdict.of(session, now: instant, limits) {
        case .live: return session
        case .liveAndToBeTouched:
            try? await store.touch(hash: hash, at: instant)
            return session
        case .idleTooLong, .tooOld:
            try? await store.remove(hash: hash)
            return nil
        }
    }

    /// Whether a session has not ended: been signed out, pushed out by newer ones, or gone unused too long.
    func holds(_ session: UUID) async throws -> Bool { try await store.holds(session) }

    /// Ends the session a request brings.
    /// - Returns: the cookie that makes the browser forget it.
    public func end(of request: Request) async throws -> Cookie {
        if let hash = hash(of: request) { try await store.remove(hash: hash) }
        return cookies.removing(cookie, path: path)
    }

    private func hash(of request: Request) -> [UInt8]? {
        guard let token = request.cookieValue(cookie).flatMap(Base64URL.decode), token.count == Self.tokenBytes else {
            return nil
        }
        return Self.hash(token)
    }

    private static func hash(_ token: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: token)) }
}
