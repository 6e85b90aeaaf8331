import Contracts
import SwiftProtobuf
import Testing

@Suite struct ThingTypesTests {
    @Test("Each event that begins with what it is about has an id as its first field, and none of them is a card")
    func firstFields() throws {
        let schemas = try SchemaSet.generated()
        for type in ThingTypes.all.sorted() {
            let message = try #require(schemas.messages.first { $0.shortName == type }, "\(type)")
            let first = try #require(message.descriptor.field.first { $0.number == 1 })
            #expect(first.name.hasSuffix("_id") && first.type == .bytes, "\(type)")
            #expect(!message.file.hasSuffix("_cards.proto"))
        }
    }
}
