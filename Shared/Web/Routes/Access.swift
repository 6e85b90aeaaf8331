import Hummingbird
import ServiceKit

/// Who may come to a route, and what its handler learns of them.
public struct Access<Identity: Sendable>: Sendable {
    /// As the route table lists it.
    public let kind: AccessKind
    let admit: @Sendable (Request, WebRequestContext, WebSite) async throws -> Admission<Identity>
}

/// Who may come to a route.
public enum AccessKind: Hashable, Sendable {
    /// Anybody, for a reason that stands in the route table.
    case everyone(reason: String)
    case staff, family, bearer

    /// Whether a browser proves who it is by cookies it sends along by itself; forms of other sites must then be kept out.
    var isByCookie: Bool { self != .bearer }
}

/// Somebody was let in.
struct Admission<Identity: Sendable>: Sendable {
    let identity: Identity
    /// Who looks at what the route shows; nil where nobody is known.
    let actor: ReadRecord.Actor?
    /// What the browser is to keep from now on.
    var cookies: [Cookie] = []
}

/// Nobody in particular.
public struct Anybody: Sendable {}

extension Access where Identity == Anybody {
    /// Anybody may come.
    /// - Parameter reason: why, in a few words: the route table and its test list it.
    public static func everyone(_ reason: String) -> Access {
        Access(kind: .everyone(reason: reason)) { _, _, _ in Admission(identity: Anybody(), actor: nil) }
    }
}

extension Access where Identity == StaffIdentity {
    /// Members of staff who are signed in at the journal. What each may do is the handler's to ask of its own store.
    public static var staff: Access {
        Access(kind: .staff) { request, context, site in
            guard let door = site.parts.staff else { throw SiteFault.noDoor("staff") }
            let entry = try await door.enter(request, context, site)
            return Admission(identity: entry.identity, actor: .staff(entry.identity.person), cookies: entry.cookies)
        }
    }
}

extension Access where Identity == FamilyIdentity {
    /// Parents and pupils who are signed in at the diary.
    public static var family: Access {
        Access(kind: .family) { request, context, site in
            guard let door = site.parts.family else { throw SiteFault.noDoor("family") }
            let entry = try await door.enter(request, context, site)
            return Admission(identity: entry.identity, actor: .family(entry.identity.person), cookies: entry.cookies)
        }
    }
}

extension Access where Identity == BearerIdentity {
    /// Programs with a token of the configuration (RFC 6750).
    public static var bearer: Access {
        Access(kind: .bearer) { request, _, site in
            let identity = try site.parts.bearers.admit(request)
            return Admission(identity: identity, actor: .bearer(identity.name))
        }
    }
}
