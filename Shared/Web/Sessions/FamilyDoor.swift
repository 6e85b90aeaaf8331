import Foundation
import Hummingbird
import ServiceKit

/// A parent or pupil who is signed in at the diary.
public struct FamilyIdentity: Hashable, Sendable {
    /// The journal's id of the guardian or pupil.
    public let person: UUID
    public let session: UUID

    public init(person: UUID, session: UUID) {
        self.person = person
        self.session = session
    }
}

/// How families come in: by a session of the diary, or by way of its sign-in page.
public struct FamilyDoor: Sendable {
    private let sessions: Sessions
    private let signInPath: String

    /// - Parameter signInPath: below the base path; it gets `next`, the place to return to.
    public init(sessions: Sessions, signInPath: String) {
        self.sessions = sessions
        self.signInPath = signInPath
    }

    func enter(
        _ request: Request, _ context: WebRequestContext, _ site: WebSite
    ) async throws -> (identity: FamilyIdentity, cookies: [Cookie]) {
        guard let session = try await sessions.session(of: request) else {
            throw SignInTurn.needed(request, context, site, signIn: site.link(signInPath))
        }
        return (FamilyIdentity(person: session.person, session: session.id), [])
    }
}
