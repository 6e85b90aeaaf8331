import Testing

@testable import Web

@Suite("The language of a page")
struct LanguageTests {
    @Test(
        "is the first of ours the browser prefers, else Russian",
        arguments: [
            (nil, Language.russian), ("", .russian), ("de", .russian), ("en", .english), ("en-GB,en;q=0.9", .english),
            ("de,en;q=0.5", .english), ("en;q=0.5,ru;q=0.6", .russian), ("ru;q=0,en;q=0.1", .english),
            ("en,ru", .english), ("*", .russian), ("en;q=x", .russian), ("EN-us", .english), ("en;q=2", .russian),
        ] as [(String?, Language)])
    func preferred(header: String?, language: Language) {
        #expect(Language.preferred(by: header) == language)
    }

    @Test("is not sought in a header that is too long, and in one at the limit it is")
    func bounds() {
        let longest = "en" + String(repeating: " ", count: Language.maximumHeader - 2)
        #expect(Language.preferred(by: longest) == .english)
        #expect(Language.preferred(by: longest + " ") == .russian)
        let ranges = Array(repeating: "de;q=0.9", count: Language.maximumRanges - 1).joined(separator: ",")
        #expect(Language.preferred(by: ranges + ",en") == .english)
        #expect(Language.preferred(by: ranges + ",de,en") == .russian)
    }
}
