import HTTPTypes
import Hummingbird
import Logging
import ServiceKit

/// Turns whatever goes wrong into an answer, and gives every answer the headers it must have.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = WebRequestContext
    let site: WebSite

    func handle(
        _ request: Request, context: WebRequestContext,
        next: (Request, WebRequestContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            // The router would drop empty parts, a last one too: a page has one address, by which a proxy may know it.
            guard Link.isStraight(request.uri.path), !endsEmpty(request) else { throw Problem.notFound }
            response = try await next(request, context)
        } catch let turn as SignInTurn {
            response = turn.response
        } catch {
            response = answer(to: error, request, context)
            // Bytes after the answer to HEAD would be taken for the next answer on the connection (RFC 9112, 6.3).
            if request.method == .head { response = response.createHeadResponse() }
        }
        SecurityHeaders(isSecure: site.parts.web.publicOrigin.isSecure).add(to: &response)
        return response
    }

    private func endsEmpty(_ request: Request) -> Bool {
        guard let path = site.ownPath(request) else { return false }
        return path != "/" && path.hasSuffix("/")
    }

    private func answer(to error: any Error, _ request: Request, _ context: WebRequestContext) -> Response {
        var (problem, isFault) = Problem.of(error)
        let path = site.ownPath(request)
        if problem.code == .notFound, let path { problem = methodProblem(path, request.method) ?? problem }
        if isFault {
            context.logger.error("a request met a fault", metadata: [LogKey.error: "\(error)"])
        }
        if let path, RouteFacts.isAPI(path) { return problem.response() }
        var response = site.response(
            problem.page(home: site.link("/"), trace: context.traceID), status: problem.status, context)
        for field in problem.headers { response.headers[field.name] = field.value }
        return response
    }

    /// The path is a route's, but not with this method (RFC 9110, 15.5.6: Allow is a must).
    private func methodProblem(_ path: String, _ method: HTTPRequest.Method) -> Problem? {
        let facts = site.table.routes.map(\.facts).filter { $0.matches(path[...]) }
        let methods = facts.flatMap { $0.method == .get ? ["GET", "HEAD"] : [$0.method.rawValue] }
        guard !methods.isEmpty, !methods.contains(method.rawValue) else { return nil }
        return Problem(
            .methodNotAllowed, "this address is not for \(method.rawValue.prefix(16))",
            headers: [.allow: methods.sorted().joined(separator: ", ")])
    }
}

extension WebSite {
    /// The part of a request's path below the base path; nil for a path outside it.
    func ownPath(_ request: Request) -> String? {
        let (path, base) = (request.uri.path, parts.web.basePath.text)
        guard path.hasPrefix(base) else { return nil }
        let rest = path.dropFirst(base.count)
        return rest.isEmpty || rest.hasPrefix("/") ? String(rest) : nil
    }
}
