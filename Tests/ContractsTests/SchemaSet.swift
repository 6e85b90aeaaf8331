import Foundation
import SwiftProtobuf

/// Everything the schemas say, read from the descriptor set that is generated with the Swift code.
struct SchemaSet {
    /// A message with the file it stands in.
    struct MessageSchema {
        let file: String
        /// With its package, such as "zvonok.journal.works.v1.MarkGiven".
        let name: String
        let descriptor: Google_Protobuf_DescriptorProto

        var shortName: String { name.split(separator: ".").last.map(String.init) ?? name }
    }

    /// An enumeration with the file it stands in.
    struct EnumSchema {
        let file: String
        let name: String
        let descriptor: Google_Protobuf_EnumDescriptorProto
    }

    let files: [Google_Protobuf_FileDescriptorProto]
    let messages: [MessageSchema]
    let enums: [EnumSchema]

    init(_ files: [Google_Protobuf_FileDescriptorProto]) {
        self.files = files
        var messages: [MessageSchema] = []
        var enums: [EnumSchema] = []
        for file in files {
            enums += file.enumType.map {
                EnumSchema(file: file.name, name: "\(file.package).\($0.name)", descriptor: $0)
            }
            for message in file.messageType {
                Self.collect(message, in: file.name, prefix: file.package, &messages, &enums)
            }
        }
        self.messages = messages
        self.enums = enums
    }

    private static func collect(
        _ message: Google_Protobuf_DescriptorProto, in file: String, prefix: String,
        _ messages: inout [MessageSchema], _ enums: inout [EnumSchema]
    ) {
        let name = "\(prefix).\(message.name)"
        messages.append(MessageSchema(file: file, name: name, descriptor: message))
        enums += message.enumType.map { EnumSchema(file: file, name: "\(name).\($0.name)", descriptor: $0) }
        for nested in message.nestedType { collect(nested, in: file, prefix: name, &messages, &enums) }
    }

    /// Reads `Generated/schemas.binpb`.
    static func generated() throws -> SchemaSet {
        let bytes = try Data(contentsOf: Places.contracts.appending(path: "Generated/schemas.binpb"))
        return SchemaSet(try Google_Protobuf_FileDescriptorSet(serializedBytes: bytes).file)
    }

    func message(named name: String) -> MessageSchema? { messages.first { $0.name == name } }
    func enumeration(named name: String) -> EnumSchema? { enums.first { $0.name == name } }

    /// The same with one file's descriptor changed: what a careless edit would lead to.
    func doctored(
        _ file: String, _ change: (inout Google_Protobuf_FileDescriptorProto) -> Void
    ) -> SchemaSet {
        SchemaSet(
            files.map { descriptor in
                guard descriptor.name == file else { return descriptor }
                var changed = descriptor
                change(&changed)
                return changed
            })
    }
}

extension Google_Protobuf_FieldDescriptorProto {
    /// The type's full name without the leading dot; for messages and enumerations alone.
    var referred: String { String(typeName.drop { $0 == "." }) }

    /// Among alternatives that exclude each other; a proto3 `optional` is not one of several.
    var isAlternative: Bool { hasOneofIndex && !proto3Optional }
}

/// Where the things under test lie.
enum Places {
    static let contracts = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Shared/Contracts")
    static let golden = contracts.appending(path: "Golden")
}
