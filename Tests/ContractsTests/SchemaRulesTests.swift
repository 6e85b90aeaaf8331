import SwiftProtobuf
import Testing

@Suite struct SchemaRulesTests {
    @Test("The schemas keep every rule")
    func schemas() throws {
        let schemas = try SchemaSet.generated()
        #expect(schemas.files.count >= 11)
        #expect(schemas.messages.count > 90)
        #expect(SchemaRules.breaches(in: schemas) == [])
    }

    /// One rule broken in an otherwise good set, and words of the breach that must be found.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let words: String
        let change: @Sendable (inout Google_Protobuf_FileDescriptorProto) -> Void
    }

    private static let mistakes = [
        Mistake(testDescription: "a scalar without optional", words: "Fetch.feed: an absent value") {
            $0.messageType[0].field[0].proto3Optional = false
            $0.messageType[0].field[0].clearOneofIndex()
        },
        Mistake(testDescription: "a float", words: "Fetch.feed: a binary fraction") {
            $0.messageType[0].field[0].type = .float
        },
        Mistake(testDescription: "a double", words: "Fetch.feed: a binary fraction") {
            $0.messageType[0].field[0].type = .double
        },
        Mistake(testDescription: "a gap in the numbers", words: "Fetch: number 1 is neither") {
            $0.messageType[0].field.removeFirst()
        },
        Mistake(testDescription: "a package without version", words: "feed.proto: package zvonok.feed is not") {
            $0.package = "zvonok.feed"
        },
        Mistake(testDescription: "another syntax", words: "feed.proto: syntax") { $0.syntax = "proto2" },
        Mistake(testDescription: "an enumeration whose 0 means something", words: "Colour: 0 is COLOUR_RED") {
            $0.enumType = [
                .with {
                    $0.name = "Colour"
                    $0.value = [.with { $0.name = "COLOUR_RED" }, .with { $0.name = "COLOUR_BLUE" }]
                    $0.value[0].number = 0
                    $0.value[1].number = 1
                }
            ]
        },
    ]

    @Test("Each mistake alone is found and named", arguments: mistakes)
    func doctored(mistake: Mistake) throws {
        let breaches = SchemaRules.breaches(in: try SchemaSet.generated().doctored("feed.proto", mistake.change))
        #expect(breaches.count == 1)
        #expect(breaches.first?.contains(mistake.words) == true, "\(breaches)")
    }

    @Test("A reserved number is no gap")
    func reserved() throws {
        let schemas = try SchemaSet.generated().doctored("feed.proto") {
            $0.messageType[0].field.removeFirst()
            $0.messageType[0].reservedRange = [.with { ($0.start, $0.end) = (1, 2) }]
        }
        #expect(SchemaRules.breaches(in: schemas) == [])
    }
}
