import HTTPTypes
import Hummingbird
import Web

/// Lets through who presents a known token (RFC 6750, 2.1), whatever the path; what there is here is not for others
/// to know.
struct BearerMiddleware<Context: RequestContext>: RouterMiddleware {
    let door: BearerDoor

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        _ = try door.admit(request)
        return try await next(request, context)
    }
}
