import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The routes every site has.
enum SiteRoutes {
    static let languagePath = "/language"
    /// Changes with its content, so that it may be kept for ever.
    static let stylesheetPath = "/assets/" + Stylesheet.fileName

    static func added(to routes: RouteTable) -> RouteTable {
        var table = routes
        table.get(
            stylesheetPath, name: "web.stylesheet", access: .everyone("the stylesheet"), reads: .nobody
        ) { _, _ in .response(stylesheet) }
        table.get(
            languagePath, name: "web.language", access: .everyone("the choice of language"), reads: .nobody
        ) { request, _ in try choose(request) }
        return table
    }

    private static var stylesheet: Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/css; charset=utf-8", .cacheControl: "public, max-age=31536000, immutable",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: Stylesheet.text)))
    }

    private static func choose(_ request: WebRequest) throws(Problem) -> Answer {
        guard let language = try request.query("to").flatMap(Language.init(rawValue:)) else {
            throw .invalidParameter("to", "to is no language of these pages: ru or en")
        }
        let next = try request.query("next").flatMap { Link(localPath: $0) } ?? request.link("/")
        let cookie = request.site.cookies.making(
            SiteCookies.language, language.tag, path: "/", seconds: SiteCookies.languageSeconds)
        return .seeOther(next).setting([cookie])
    }
}
