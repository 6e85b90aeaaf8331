import HTTPTypes
import School

/// A request that is not answered as asked: an application code, the field that is to blame, and what to say.
///
/// As `application/problem+json` (RFC 9457) its members are `type`, `title`, `status`, `detail`, and with the names a
/// command's rejection has, `code`, `field` and `message`.
public struct Problem: Error, Equatable, Sendable {
    /// What went wrong, for programs. ``ProblemTable`` says which status it has.
    public let code: Code
    /// The field, parameter or header that was wrong.
    public let field: String?
    /// A sentence for whoever sent the request; nothing of what it contained.
    public let message: String
    /// Both sides of a lost race.
    public let conflict: Rejection.Conflict?
    /// Fields the answer must have, such as Allow or Retry-After.
    public var headers: HTTPFields

    public init(
        _ code: Code, field: String? = nil, _ message: String, conflict: Rejection.Conflict? = nil,
        headers: HTTPFields = [:]
    ) {
        self.code = code
        self.field = field
        self.message = message
        self.conflict = conflict
        self.headers = headers
    }

    /// The machine's word, in kebab case.
    public struct Code: RawRepresentable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
        public init(_ code: Rejection.Code) { rawValue = code.rawValue }
    }

    public var status: HTTPResponse.Status { ProblemTable.status(of: code) }
}

extension Problem.Code {
    /// The request breaks HTTP, a form's encoding or JSON.
    public static let malformed = Self(rawValue: "malformed")
    /// A parameter of the query or path that cannot be.
    public static let invalidParameter = Self(rawValue: "invalid-parameter")
    /// Nobody is signed in, or the token is not known.
    public static let signInNeeded = Self(rawValue: "sign-in-needed")
    /// This person may not.
    public static let forbidden = Self(rawValue: "forbidden")
    /// A form or request that another site may have sent.
    public static let crossSite = Self(rawValue: "cross-site")
    public static let notFound = Self(rawValue: "not-found")
    public static let methodNotAllowed = Self(rawValue: "method-not-allowed")
    /// If-Match names another version than the present one.
    public static let versionMismatch = Self(rawValue: "version-mismatch")
    /// An edit without If-Match.
    public static let versionNeeded = Self(rawValue: "version-needed")
    public static let requestTooLarge = Self(rawValue: "request-too-large")
    public static let requestTooSlow = Self(rawValue: "request-too-slow")
    public static let unsupportedMediaType = Self(rawValue: "unsupported-media-type")
    /// Tried too often; Retry-After says when again.
    public static let tooManyAttempts = Self(rawValue: "too-many-attempts")
    /// More work is waiting than may; Retry-After says when again.
    public static let busy = Self(rawValue: "busy")
    public static let diskFull = Self(rawValue: "disk-full")
    public static let unavailable = Self(rawValue: "unavailable")
    /// A fault of ours; details stand in the log alone.
    public static let `internal` = Self(rawValue: "internal")
}
