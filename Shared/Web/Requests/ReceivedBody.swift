import HTTPTypes
import Hummingbird
import NIOCore

/// A request's body, read whole within its limits.
struct ReceivedBody: Sendable {
    /// How long a body may take to arrive.
    static let patience = Duration.seconds(30)

    enum Medium: Sendable {
        case none, form, json, other
    }

    let bytes: ByteBuffer
    let medium: Medium
    let form: FormData

    static func read(of request: Request, limit: Int, isChange: Bool) async throws -> ReceivedBody {
        guard isChange else { return ReceivedBody(bytes: ByteBuffer(), medium: .none, form: FormData()) }
        let bytes = try await collect(request, limit)
        let medium = medium(of: request.headers[.contentType], isEmpty: bytes.readableBytes == 0)
        let form = medium == .form ? try FormData(urlEncoded: bytes.readableBytesView, limit: limit) : FormData()
        return ReceivedBody(bytes: bytes, medium: medium, form: form)
    }

    /// A client that drips its body byte by byte holds a connection, not a page for ever.
    private static func collect(_ request: Request, _ limit: Int) async throws -> ByteBuffer {
        try await withThrowingTaskGroup(of: ByteBuffer?.self) { group in
            group.addTask { try await request.body.collect(upTo: limit) }
            group.addTask {
                try await Task.sleep(for: patience)
                return nil
            }
            defer { group.cancelAll() }
            guard case .some(.some(let bytes)) = try await group.next() else {
                throw Problem(.requestTooSlow, "the body did not arrive within \(patience)")
            }
            return bytes
        }
    }

    private static func medium(of contentType: String?, isEmpty: Bool) -> Medium {
        guard let contentType else { return isEmpty ? .none : .other }
        switch contentType.split(separator: ";").first?.lowercased().filter({ $0 != " " }) {
        case "application/x-www-form-urlencoded": return .form
        case "application/json": return .json
        default: return .other
        }
    }

    /// That the browser's user meant it: a form carries the token of the cookie; JSON, and any method but GET, HEAD and
    /// POST, no foreign page can send without asking first (Fetch, 3.3.6), and nobody here is allowed to.
    func prove(_ context: WebRequestContext, _ method: HTTPRequest.Method, isAPI: Bool) throws(Problem) {
        switch medium {
        case .form where !isAPI:
            guard !context.isCSRFNew, context.csrf.matches(form[CSRFToken.fieldName]) else {
                throw Problem(.crossSite, field: CSRFToken.fieldName, "the form does not carry this browser's token")
            }
        case .json where isAPI: return
        case .none where isAPI && method != .post: return
        case .none, .form, .json, .other:
            let expected = isAPI ? "application/json" : "application/x-www-form-urlencoded"
            throw Problem(.unsupportedMediaType, field: "Content-Type", "\(expected) is expected")
        }
    }
}

/// Whether a request that changes something comes from a page of this origin (OWASP, verifying origin).
struct CrossSiteRule: Sendable {
    let origin: PublicOrigin

    /// Sec-Fetch-Site decides where the browser says it, Origin else. A program that says neither is left to the
    /// token it must carry.
    func check(_ request: Request) throws(Problem) {
        let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
        let isOurs =
            if let site { ["same-origin", "none"].contains(site) } else if let named = request.headers[.origin] {
                named == origin.text
            } else { true }
        guard isOurs else { throw Problem(.crossSite, "the request comes from another site") }
    }
}
