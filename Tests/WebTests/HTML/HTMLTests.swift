import Testing

@testable import Web

@Suite("HTML")
struct HTMLTests {
    private static let hostile = "<script>alert(\"1\")</script> & 'x'"

    @Test("data never becomes markup, in content or in an attribute")
    func escapes() {
        var html = HTML(in: .russian)
        html("p", text: Self.hostile, .attribute("title", Self.hostile))
        #expect(
            html.markup == """
                <p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;">\
                &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</p>
                """)
    }

    @Test("what HTML cannot hold is replaced, what it can is kept")
    func controls() {
        var html = HTML(in: .russian)
        html.text("a\u{0}b\u{7F}c\u{85}d\te\nf\u{A0}ё🙂")
        #expect(html.markup == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\te\nf\u{A0}ё🙂")
    }

    @Test(
        "a phrase is written in the page's language",
        arguments: zip(Language.allCases, ["<h1>Да</h1>", "<h1>Yes</h1>"]))
    func phrase(language: Language, markup: String) {
        var html = HTML(in: language)
        html("h1", Phrase(ru: "Да", en: "Yes"))
        #expect(html.markup == markup)
    }

    @Test("elements nest, void ones have no end, an attribute that is not set is left out")
    func nesting() {
        var html = HTML(in: .english)
        html("ul", .class("a b")) { html in
            html("li") { html in html.void("input", .type("checkbox"), .flag("checked", false), .flag("required")) }
        }
        #expect(html.markup == "<ul class=\"a b\"><li><input type=\"checkbox\" required></li></ul>")
    }
}

@Suite("A link")
struct LinkTests {
    @Test("percent-encodes what its path and query cannot hold")
    func encodes() {
        let link = Link(path: "/a b/ю", query: [("q", "1&2=3"), ("r", "ё")], fragment: "x y")
        #expect(link.text == "/a%20b/%D1%8E?q=1%262%3D3&r=%D1%91#x%20y")
    }

    @Test("leads to this origin whatever its path begins with")
    func rooted() {
        #expect(Link(path: "//evil.example/x").text == "/evil.example/x")
        #expect(Link(path: "javascript:alert(1)").text == "/javascript:alert%281%29")
    }

    @Test(
        "is not taken from a client where it could lead elsewhere",
        arguments: [
            "", "x", "https://evil.example/", "//evil.example/", "/\\evil.example", "/a\nb", "/\t/evil.example", "/ю",
            "/a b", "javascript:alert(1)", "/.//evil.example", "/a/../..//evil.example", "/%2E%2e//evil.example",
            "/a//b", "/..", "/a/.?b", "/%2e",
        ])
    func foreign(text: String) {
        #expect(Link(localPath: text) == nil)
    }

    @Test(
        "is taken from a client where it leads to this origin",
        arguments: ["/", "/journal/", "/journal/today?day=2026-11-24#a", "/a.b/..c/...?next=//x/../y"])
    func local(text: String) {
        #expect(Link(localPath: text)?.text == text)
    }

    @Test("is taken from a client up to its longest length")
    func longest() {
        let longest = "/" + String(repeating: "a", count: Link.maximumLength - 1)
        #expect(Link(localPath: longest) != nil)
        #expect(Link(localPath: longest + "a") == nil)
    }
}
