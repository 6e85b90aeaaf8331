import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceKit

/// The web side of a service: what all its pages share, and the router made of its route table.
public struct WebSite: Sendable {
    /// What a site is made of.
    public struct Parts: Sendable {
        public var web: WebConfiguration
        /// The service, as people call it.
        public var name: Phrase
        public var isSample: Bool
        public var now: WallClock
        /// How staff come in; nil where none do.
        public var staff: StaffDoor?
        /// How families come in; nil where none do.
        public var family: FamilyDoor?
        /// Programs that come with a token.
        public var bearers: BearerDoor
        /// Where reads of personal data are recorded; nil where no route shows any.
        public var reads: ReadRecorder?
        /// What a page says after ``Answer/seeOther(_:notice:)``, by code of a–z and dashes.
        public var notices: [String: Notice]

        public init(
            web: WebConfiguration, name: Phrase, isSample: Bool, now: @escaping WallClock, staff: StaffDoor? = nil,
            family: FamilyDoor? = nil, bearers: BearerDoor = BearerDoor(realm: "zvonok", tokens: []),
            reads: ReadRecorder? = nil, notices: [String: Notice] = [:]
        ) {
            self.web = web
            self.name = name
            self.isSample = isSample
            self.now = now
            self.staff = staff
            self.family = family
            self.bearers = bearers
            self.reads = reads
            self.notices = notices
        }
    }

    public let parts: Parts
    /// The service's routes and the site's own: its stylesheet and the choice of language.
    public let table: RouteTable

    /// - Throws: ``SiteFault`` for a table that cannot be served.
    public init(_ parts: Parts, routes: RouteTable) throws(SiteFault) {
        self.parts = parts
        table = SiteRoutes.added(to: routes)
        try TableCheck(parts: parts).check(table)
    }

    /// A link within this service.
    /// - Parameter path: below the base path.
    public func link(_ path: String, query: [(String, String)] = [], fragment: String? = nil) -> Link {
        Link(path: parts.web.basePath.text + path, query: query, fragment: fragment)
    }

    /// The router, to serve or to test.
    public var router: Router<WebRequestContext> {
        let router = Router(context: WebRequestContext.self)
        router.add(middleware: TraceMiddleware(site: self))
        router.add(middleware: ArrivalMiddleware(site: self))
        router.add(middleware: ProblemMiddleware(site: self))
        for route in table.routes {
            let path = RouterPath(parts.web.basePath.text + route.facts.path)
            router.on(path, method: route.facts.method) { request, context in
                try await route.respond(request, context, self)
            }
            guard route.facts.method == .get else { continue }
            router.on(path, method: .head) { request, context in
                try await route.respond(request, context, self).createHeadResponse()
            }
        }
        return router
    }

    /// The frame of this request's pages.
    func frame(_ context: WebRequestContext, here: Link?) -> PageFrame {
        PageFrame(
            language: context.language, siteName: parts.name, home: link("/"),
            stylesheet: link(SiteRoutes.stylesheetPath),
            languageSwitch: { language in
                link(
                    SiteRoutes.languagePath,
                    query: [("to", language.tag), ("next", here?.text ?? link("/").text)])
            },
            isSample: parts.isSample)
    }
}
