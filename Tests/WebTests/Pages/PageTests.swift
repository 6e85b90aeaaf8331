import School
import TestKit
import Testing

@testable import Web

@Suite("A page")
struct PageTests {
    private static func frame(_ language: Language, isSample: Bool = false) -> PageFrame {
        PageFrame(
            language: language, siteName: Phrase(ru: "Журнал", en: "Journal"), home: Link(path: "/journal/"),
            stylesheet: Link(path: "/journal/assets/style.css"),
            languageSwitch: { Link(path: "/journal/language", query: [("to", $0.tag)]) }, isSample: isSample)
    }

    private static func full() throws -> Page {
        let day = try #require(Day("2026-11-24"))
        let csrf = try #require(CSRFToken(String(repeating: "A", count: 43)))
        return Page(
            title: Phrase(ru: "Сегодня", en: "Today"),
            crumbs: [.init(Phrase(ru: "Журнал", en: "Journal"), Link(path: "/journal/"))],
            navigation: [
                .init(Phrase(ru: "Сегодня", en: "Today"), Link(path: "/journal/"), isCurrent: true),
                .init(Phrase(ru: "Классы", en: "Classes"), Link(path: "/journal/classes")),
            ],
            account: .init(name: "Иванова <М. П.>", signOut: Link(path: "/journal/session/end"), csrf: csrf),
            notices: [
                Notice(.success, Phrase(ru: "Сохранено", en: "Saved")),
                Notice(.failure, Phrase(ru: "Не сохранено", en: "Not saved")),
            ],
            freshness: .complete(
                until: .init(day, try #require(MinuteOfDay("12:40"))),
                now: .init(day, try #require(MinuteOfDay("12:41")))),
            width: .wide
        ) { html in html("p", Phrase(ru: "Уроков нет", en: "No lessons")) }
    }

    @Test("has landmarks, crumbs, sections, account, notices and the data's age", arguments: Language.allCases)
    func whole(language: Language) throws {
        let markup = PageView.render(try Self.full(), in: Self.frame(language, isSample: true))
        #expect(try Snapshot.difference(markup, named: "page-\(language.tag).html") == nil)
    }

    @Test("has nothing that it was not given")
    func bare() throws {
        let page = Page(title: Phrase(ru: "Вход", en: "Sign in"), freshness: .unknown) { $0("p", .data("x")) }
        let frame = PageFrame(
            language: .russian, siteName: .data("Z"), home: Link(path: "/"), stylesheet: Link(path: "/s.css"))
        let markup = PageView.render(page, in: frame)
        #expect(try Snapshot.difference(markup, named: "page-bare.html") == nil)
    }
}

@Suite("The stylesheet")
struct StylesheetTests {
    @Test("stays small, and fetches nothing")
    func small() {
        #expect(Stylesheet.text.utf8.count <= Stylesheet.maximumBytes)
        #expect(!Stylesheet.text.contains("url(") && !Stylesheet.text.contains("@import"))
    }

    @Test("has a name that follows its content, and balanced brackets")
    func name() {
        #expect(Stylesheet.fileName.hasPrefix("style-") && Stylesheet.fileName.utf8.count == 22)
        #expect(Stylesheet.text.filter { $0 == "{" }.count == Stylesheet.text.filter { $0 == "}" }.count)
    }
}
