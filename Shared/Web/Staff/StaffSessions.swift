import Foundation
import Hummingbird
import ServiceKit

/// The journal's sessions of staff: a long one of its own, and the short token every service can check.
public struct StaffSessions: Sendable {
    private let sessions: Sessions
    private let signer: @Sendable () async throws -> StaffTokenSigner
    private let isStillIn: @Sendable (StoredSession) async throws -> Bool
    private let cookies: SiteCookies
    private let now: WallClock

    /// - Parameters:
    ///   - sessions: with ``SessionLimits/staff`` and ``SiteCookies/staffSession``.
    ///   - signer: the key that signs at present.
    ///   - isStillIn: whether the person's account is open and the session not revoked; asked at each renewal.
    public init(
        sessions: Sessions, isSecure: Bool, now: @escaping WallClock,
        signer: @escaping @Sendable () async throws -> StaffTokenSigner,
        isStillIn: @escaping @Sendable (StoredSession) async throws -> Bool
    ) {
        self.sessions = sessions
        self.signer = signer
        self.isStillIn = isStillIn
        cookies = SiteCookies(isSecure: isSecure)
        self.now = now
    }

    /// Begins a session for a person whose password was right.
    /// - Parameter request: ends the session it brings, whosever it was.
    public func begin(for person: UUID, replacing request: Request? = nil) async throws -> [Cookie] {
        let begun = try await sessions.begin(for: person, replacing: request)
        return [begun.cookie, try await token(for: begun.session)]
    }

    /// A new token for the long session a request brings; nil where there is none, or no longer.
    public func renew(_ request: Request) async throws -> (identity: StaffIdentity, cookie: Cookie)? {
        guard let session = try await sessions.session(of: request), try await isStillIn(session) else { return nil }
        let identity = StaffIdentity(person: session.person, session: session.id)
        return (identity, try await token(for: session))
    }

    /// Whether a token's session has not ended.
    func holds(_ session: UUID) async throws -> Bool { try await sessions.holds(session) }

    /// Ends the session a request brings, and with it its tokens here; other services, which ask nobody, take them until
    /// they are over (``StaffToken/lifetime``).
    public func end(_ request: Request) async throws -> [Cookie] {
        [try await sessions.end(of: request), cookies.removing(SiteCookies.staff, path: "/")]
    }

    private func token(for session: StoredSession) async throws -> Cookie {
        let text = try await signer().sign(
            person: session.person, session: session.id, began: session.began, now: now())
        let seconds = Int(StaffToken.lifetime.components.seconds)
        return cookies.making(SiteCookies.staff, text, path: "/", seconds: seconds)
    }
}
