import HTTPTypes
import Hummingbird
import NIOCore

extension WebSite {
    /// A page as a response, with what was noted for it, and the cookie its forms need.
    func response(_ page: Page, status: HTTPResponse.Status, _ context: WebRequestContext) -> Response {
        response(markup: ByteBuffer(string: markup(page, status: status, context)), status: status, context)
    }

    /// A page as HTML, with what was noted for it.
    func markup(_ page: Page, status: HTTPResponse.Status, _ context: WebRequestContext) -> String {
        var page = page
        if let notice = notice(context) { page.notices.insert(notice, at: 0) }
        var frame = frame(context, here: context.here)
        frame.isRefusal = status == .unprocessableContent
        return PageView.render(page, in: frame)
    }

    private func notice(_ context: WebRequestContext) -> Notice? { context.noticeCode.flatMap { parts.notices[$0] } }

    func response(markup: ByteBuffer, status: HTTPResponse.Status, _ context: WebRequestContext) -> Response {
        var response = Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8", .contentLanguage: context.language.tag],
            body: ResponseBody(byteBuffer: markup))
        if context.isCSRFNew { response.setCookie(csrfCookie(context.csrf)) }
        if notice(context) != nil { response.setCookie(cookies.removing(SiteCookies.notice, path: basePathForCookies)) }
        return response
    }

    var cookies: SiteCookies { SiteCookies(isSecure: parts.web.secureCookies) }

    /// Cookies of this service alone.
    var basePathForCookies: String { parts.web.basePath.text.isEmpty ? "/" : parts.web.basePath.text }

    func noticeCookie(_ code: String) -> Cookie {
        cookies.making(SiteCookies.notice, code, path: basePathForCookies, seconds: SiteCookies.noticeSeconds)
    }

    /// Of the whole origin: forms of all services share it, and a browser that knows `__Host-` lets no subdomain set it.
    /// Lax, as the sessions are: a link in a mail must not bring a new token, which would make every open form too old.
    private func csrfCookie(_ token: CSRFToken) -> Cookie {
        cookies.making(cookies.csrfName, token.text, path: "/")
    }
}
