import Testing

@testable import Web

@Suite("An entity tag")
struct EntityTagTests {
    @Test("is the version in quotes")
    func text() {
        #expect(EntityTag(version: 7).text == "\"7\"")
        #expect(EntityTag("\"7\"") == EntityTag(version: 7))
        #expect(EntityTag("\"18446744073709551615\"")?.version == .max)
    }

    @Test(
        "is nothing else",
        arguments: ["", "7", "\"\"", "\"", "W/\"7\"", "\"07\"", "\"+7\"", "\"-1\"", "\"18446744073709551616\"", "*"])
    func others(text: String) {
        #expect(EntityTag(text) == nil)
    }

    @Test(
        "is found in If-None-Match",
        arguments: [
            (nil, false), ("\"6\"", false), ("\"7\"", true), ("W/\"7\"", true), ("\"6\", \"7\"", true), ("*", true),
            ("7", false), ("", false),
        ] as [(String?, Bool)])
    func named(header: String?, isNamed: Bool) {
        #expect(EntityTag(version: 7).isNamed(byIfNoneMatch: header) == isNamed)
    }

    @Test("is looked for among so many, and no more")
    func bound() {
        let others = Array(repeating: "\"6\"", count: EntityTag.maximumTags - 1).joined(separator: ",")
        #expect(EntityTag(version: 7).isNamed(byIfNoneMatch: others + ",\"7\""))
        #expect(!EntityTag(version: 7).isNamed(byIfNoneMatch: others + ",\"6\",\"7\""))
    }
}
