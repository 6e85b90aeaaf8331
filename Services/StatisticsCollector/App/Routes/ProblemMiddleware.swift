import HTTPTypes
import Hummingbird
import Logging
import Web

/// Turns whatever goes wrong into a `Problem`, and keeps every answer out of caches (RFC 9111, 5.2.2.5).
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    /// What there is; elsewhere nothing is allowed because nothing is there.
    let paths: Set<String>

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await respond(request, context, next)
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private func respond(
        _ request: Request, _ context: Context, _ next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return problem(of: error, request, context.logger).response()
        }
    }

    private func problem(of error: any Error, _ request: Request, _ logger: Logger) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let error as HTTPError where error.status == .notFound:
            return paths.contains(request.uri.path) ? .readOnly : .notFound
        case is any HTTPResponseError:
            return Problem(.malformed, "the request could not be understood")
        case is FeedsSwitching: return .switching
        default:
            logger.error("figures could not be read", metadata: ["error": "\(error)"])
            return .unread
        }
    }
}
