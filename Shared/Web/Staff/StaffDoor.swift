import Foundation
import Hummingbird

/// A member of staff who is signed in. What they may do is the service's to know.
public struct StaffIdentity: Hashable, Sendable {
    public let person: UUID
    public let session: UUID

    public init(person: UUID, session: UUID) {
        self.person = person
        self.session = session
    }
}

/// How staff come in: with a token of the journal, or by way of the journal, which renews it.
public struct StaffDoor: Sendable {
    /// Below the journal's base path: renews the token and returns to `next`, or shows the sign-in.
    public static let renewalPath = "/session/renew"

    private let verifier: StaffTokenVerifier
    private let sessions: StaffSessions?

    /// - Parameter sessions: the journal's own long sessions, so that it renews a token in the midst of a request and a
    ///   form that took long to fill in is not lost; nil in every other service.
    public init(verifier: StaffTokenVerifier, sessions: StaffSessions? = nil) {
        self.verifier = verifier
        self.sessions = sessions
    }

    /// Another token would be no better known: to send for one would lead in a circle.
    private static let behind = Problem.unavailable("the journal's newest key has not come here yet", retryAfter: 2)

    func enter(
        _ request: Request, _ context: WebRequestContext, _ site: WebSite
    ) async throws -> (identity: StaffIdentity, cookies: [Cookie]) {
        if let text = request.cookieValue(SiteCookies.staff) {
            switch try await verifier.verify(text) {
            case .success(let token):
                // Whoever keeps the sessions knows which are over; elsewhere a token is good for its minutes.
                if try await sessions?.holds(token.session) != false {
                    return (StaffIdentity(person: token.person, session: token.session), [])
                }
            case .failure(let refusal) where sessions == nil && verifier.isAhead(text, refusal): throw Self.behind
            case .failure: break
            }
        }
        if let renewed = try await sessions?.renew(request) { return (renewed.identity, [renewed.cookie]) }
        let renewal = Link(path: site.parts.web.journalBase.text + Self.renewalPath)
        throw SignInTurn.needed(request, context, site, signIn: renewal)
    }
}
