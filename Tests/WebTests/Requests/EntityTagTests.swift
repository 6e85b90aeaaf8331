import NIOCore
import Testing

@testable import Web

@Suite("An entity tag")
struct EntityTagTests {
    @Test("is the version in quotes")
    func text() {
        #expect(EntityTag(version: 7).text == "\"7\"")
        #expect(EntityTag("\"7\"") == EntityTag(version: 7))
        #expect(EntityTag("\"18446744073709551615\"")?.versions == [.max])
    }

    @Test("of a document is its versions and its content, and changes with each")
    func document() throws {
        let tag = EntityTag(of: ByteBuffer(string: "a"), versions: [7, 3])
        #expect(tag.text == "\"7-3-xca978112ca1bbdca\"")
        #expect(EntityTag(tag.text) == tag)
        #expect(EntityTag(of: ByteBuffer(string: "b"), versions: [7, 3]) != tag)
        #expect(EntityTag(of: ByteBuffer(string: "a"), versions: [7, 4]) != tag)
        let plain = EntityTag(of: ByteBuffer(string: "a"))
        #expect(plain.text == "\"xca978112ca1bbdca\"" && EntityTag(plain.text) == plain)
        #expect(tag.isNamed(byIfNoneMatch: "\"7\", W/" + tag.text) && !tag.isNamed(byIfNoneMatch: "\"7\""))
    }

    @Test(
        "is nothing else",
        arguments: [
            "", "7", "\"\"", "\"", "W/\"7\"", "\"07\"", "\"+7\"", "\"-1\"", "\"18446744073709551616\"", "*",
            "\"7-3\"", "\"-xca978112ca1bbdca\"", "\"7--xca978112ca1bbdca\"", "\"7-xca978112ca1bbdc\"",
            "\"7-xCA978112ca1bbdca\"", "\"xca978112ca1bbdca-7\"", "\"7-xca978112ca1bbdca-xca978112ca1bbdca\"",
        ])
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
