import School
import ServiceKit
import Web

/// The pages of the guide.
struct Guide {
    /// Tuesday, 24 November 2026, 12:40 in Moscow: what the pages take for now.
    static let now: Int64 = 1_795_513_200_000_000
    static let today = Day(year: 2026, month: 11, day: 24) ?? Day(rawValue: 0)

    let site: WebSite

    /// - Parameter port: on 127.0.0.1, which is the public origin too.
    init(port: Int) throws {
        guard let origin = PublicOrigin("http://127.0.0.1:\(port)") else { throw SiteFault.unusable("port \(port)") }
        let web = WebConfiguration(
            host: "127.0.0.1", port: port, basePath: BasePath(verified: "/guide"), publicOrigin: origin,
            secureCookies: false, trustedProxies: TrustedProxies([]), journalBase: BasePath(verified: "/journal"))
        var routes = RouteTable()
        Self.add(to: &routes)
        site = try WebSite(
            .init(
                web: web, name: GuideWords.site, isSample: true, now: WallClocks.system,
                notices: ["saved": Notice(.success, GuideWords.saved)]),
            routes: routes)
    }

    private static let everyone = Access.everyone("a guide for developers")

    private static func add(to routes: inout RouteTable) {
        routes.get("/", name: "guide.today", access: everyone, reads: .nobody) { request, _ in
            .page(TodayPage.page(request))
        }
        routes.get("/lesson", name: "guide.lesson", access: everyone, reads: .nobody) { request, _ in
            .page(LessonPage.page(request, LessonPage.stored, command: request.newCommandID()))
        }
        routes.post("/lesson", name: "guide.lesson-save", access: everyone, reads: .nobody) { request, _ in
            let state = LessonPage.checked(request.form)
            guard state.isFaulty else { return .seeOther(request.link("/"), notice: "saved") }
            return .refused(LessonPage.page(request, state, command: try request.commandID()))
        }
        routes.get("/city", name: "guide.city", access: everyone, reads: .nobody) { request, _ in
            .page(CityPage.page(request))
        }
        routes.post("/sign-out", name: "guide.sign-out", access: everyone, reads: .nobody) { request, _ in
            .seeOther(request.link("/"))
        }
    }

    /// What the pages share.
    static func page(
        _ request: WebRequest, _ title: Phrase, _ path: String, width: Page.Width = .reading,
        notices: [Notice] = [], main: @escaping @Sendable (inout HTML) -> Void
    ) -> Page {
        let minute = MinuteOfDay(hour: 12, minute: 40) ?? MinuteOfDay(hour: 0, minute: 0)
        let moment = minute.map { SchoolZone.Local(today, $0) }
        return Page(
            title: title,
            crumbs: path == "/" ? [] : [.init(GuideWords.today, request.link("/"))],
            navigation: [
                .init(GuideWords.today, request.link("/"), isCurrent: path == "/"),
                .init(GuideWords.lesson, request.link("/lesson"), isCurrent: path == "/lesson"),
                .init(GuideWords.city, request.link("/city"), isCurrent: path == "/city"),
            ],
            account: .init(
                name: "Константинопольская Александра Вячеславовна", signOut: request.link("/sign-out"),
                csrf: request.csrf),
            notices: notices, freshness: moment.map { .complete(until: $0, now: $0) } ?? .unknown, width: width,
            main: main)
    }
}
