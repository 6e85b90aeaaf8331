import School

/// A page as HTML: a pure function of page and frame.
public enum PageView {
    /// The id of the main landmark, where the skip link leads.
    static let mainID = "main"

    /// The whole document.
    public static func render(_ page: Page, in frame: PageFrame) -> String {
        var html = HTML(in: frame.language)
        html.raw("<!DOCTYPE html>\n")
        html("html", .attribute("lang", frame.language.tag)) { html in
            html("head") { head(page, frame, &$0) }
            html("body") { html in
                html("a", PageWords.skip, .class("skip"), .href(.anchor(mainID)))
                if frame.isSample { html("p", PageWords.sample, .class("sample"), .attribute("role", "note")) }
                header(page, frame, &html)
                main(page, &html)
                footer(page, frame, &html)
            }
        }
        html.raw("\n")
        return html.markup
    }

    private static func head(_ page: Page, _ frame: PageFrame, _ html: inout HTML) {
        html.void("meta", .attribute("charset", "utf-8"))
        html.void(
            "meta", .name("viewport"), .attribute("content", "width=device-width, initial-scale=1"))
        html.void("meta", .name("color-scheme"), .attribute("content", "light dark"))
        let title = page.title + .data(" · ") + frame.siteName
        html("title", frame.isRefusal ? FormWords.refused + title : title)
        html.void("link", .attribute("rel", "stylesheet"), .href(frame.stylesheet))
        html.void("link", .attribute("rel", "icon"), .noIcon)
    }

    private static func header(_ page: Page, _ frame: PageFrame, _ html: inout HTML) {
        html("header", .class("top")) { html in
            html("a", frame.siteName, .class("site"), .href(frame.home))
            navigation(page.navigation, &html)
            if let account = page.account { signedIn(account, &html) }
        }
    }

    private static func navigation(_ items: [Page.NavigationItem], _ html: inout HTML) {
        guard !items.isEmpty else { return }
        html("nav", .label(PageWords.sections)) { html in
            html("ul") { html in
                for item in items {
                    html("li") { html in
                        html(
                            "a", item.name, .href(item.link),
                            item.isCurrent ? .attribute("aria-current", "page") : nil)
                    }
                }
            }
        }
    }

    private static func signedIn(_ account: Page.Account, _ html: inout HTML) {
        html("div", .class("account")) { html in
            html("span", text: account.name)
            html.form(action: account.signOut, csrf: account.csrf) { html in
                html("button", PageWords.signOut, .type("submit"), .class("quiet"))
            }
        }
    }

    private static func main(_ page: Page, _ html: inout HTML) {
        let names = page.width == .wide ? "wide" : "reading"
        html("main", .id(mainID), .class(names), .attribute("tabindex", "-1")) { html in
            crumbs(page.crumbs, &html)
            html("h1", page.title)
            for notice in page.notices { write(notice, &html) }
            if let freshness = page.freshness { write(freshness, &html) }
            page.main(&html)
        }
    }

    private static func crumbs(_ crumbs: [Page.Crumb], _ html: inout HTML) {
        guard !crumbs.isEmpty else { return }
        html("nav", .class("crumbs"), .label(PageWords.crumbs)) { html in
            html("ol") { html in
                for crumb in crumbs {
                    html("li") { $0("a", crumb.name, .href(crumb.link)) }
                }
            }
        }
    }

    private static func write(_ notice: Notice, _ html: inout HTML) {
        let role = notice.kind == .failure ? "alert" : "status"
        html("div", .class("notice \(notice.kind.rawValue)"), .attribute("role", role)) { html in
            html("strong", PageWords.kind(notice.kind) + .data(". "))
            html("span", notice.text)
        }
    }

    private static func write(_ freshness: Freshness, _ html: inout HTML) {
        let text =
            switch freshness {
            case .complete(let until, let now): PageWords.complete(until: DateWords.moment(until, today: now.day))
            case .unknown: PageWords.noData
            }
        html("p", text, .class("freshness"))
    }

    private static func footer(_ page: Page, _ frame: PageFrame, _ html: inout HTML) {
        guard let choose = frame.languageSwitch else { return }
        html("footer") { html in
            html("nav", .label(PageWords.language)) { html in
                html("ul") { html in
                    for language in Language.allCases {
                        html("li") { choice(of: language, isCurrent: language == frame.language, choose, &$0) }
                    }
                }
            }
        }
    }

    private static func choice(
        of language: Language, isCurrent: Bool, _ choose: @Sendable (Language) -> Link, _ html: inout HTML
    ) {
        let lang = HTMLAttribute.attribute("lang", language.tag)
        if isCurrent {
            html("span", PageWords.name(of: language), lang, .attribute("aria-current", "true"))
        } else {
            html(
                "a", PageWords.name(of: language), lang, .attribute("hreflang", language.tag),
                .attribute("rel", "nofollow"), .href(choose(language)))
        }
    }
}
