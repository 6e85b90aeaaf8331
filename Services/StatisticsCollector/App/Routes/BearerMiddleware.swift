import HTTPTypes
import Hummingbird

/// Lets through who presents a known token (RFC 6750, 2.1), whatever the path; what there is here is not for others
/// to know.
struct BearerMiddleware<Context: RequestContext>: RouterMiddleware {
    /// The longest Authorization field that is looked at, in bytes.
    static var maximumLength: Int { 512 }

    let tokens: [APIToken]

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let presented = Self.token(of: request) else { throw Problem.unauthorized(isTokenPresented: false) }
        guard APIToken.name(of: presented, among: tokens) != nil else {
            throw Problem.unauthorized(isTokenPresented: true)
        }
        return try await next(request, context)
    }

    /// The scheme's name is case-insensitive (RFC 9110, 11.1).
    private static func token(of request: Request) -> Substring? {
        guard let field = request.headers[.authorization], field.utf8.count <= maximumLength else { return nil }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return parts[1]
    }
}
