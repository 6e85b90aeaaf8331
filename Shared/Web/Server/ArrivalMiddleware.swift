import HTTPTypes
import Hummingbird

/// Fills the context with what is known before any route is asked: who calls, in which language, with which token.
struct ArrivalMiddleware: RouterMiddleware {
    typealias Context = WebRequestContext
    let site: WebSite

    func handle(
        _ request: Request, context: WebRequestContext,
        next: (Request, WebRequestContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let forwarded = HTTPField.Name("X-Forwarded-For").map { request.headers[values: $0].joined(separator: ",") }
        context.client = site.parts.web.trustedProxies.client(
            peer: context.client, forwardedFor: forwarded.flatMap { $0.isEmpty ? nil : $0 })
        context.here = Link(localPath: request.head.path ?? "")
        context.language =
            request.cookieValue(SiteCookies.language).flatMap(Language.init(rawValue:))
            ?? .preferred(by: request.headers[.acceptLanguage])
        if let token = request.cookieValue(site.cookies.csrfName).flatMap(CSRFToken.init(_:)) {
            context.csrf = token
            context.isCSRFNew = false
        }
        context.noticeCode = request.cookieValue(SiteCookies.notice)
        return try await next(request, context)
    }
}
