import Foundation
import SwiftProtobuf

/// What a number on the wire means, as a released version has it: once released, never another.
struct FrozenNumbers {
    /// One line of a `numbers-….txt`: "message.field number type" or "enumeration.VALUE number value".
    struct Entry: Hashable {
        /// The message or enumeration, with its package.
        let owner: String
        let name: String
        let number: Int32
        let type: String

        var line: String { "\(owner).\(name) \(number) \(type)" }
    }

    let entries: [Entry]

    init(of schemas: SchemaSet) {
        let fields = schemas.messages.flatMap { message in
            message.descriptor.field.map { field in
                Entry(
                    owner: message.name, name: field.name, number: field.number,
                    type: Self.type(of: field, in: message.descriptor))
            }
        }
        let values = schemas.enums.flatMap { enumeration in
            enumeration.descriptor.value.map {
                Entry(owner: enumeration.name, name: $0.name, number: $0.number, type: "value")
            }
        }
        entries = fields + values
    }

    init(text: String) throws {
        entries = try text.split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 2)
            guard parts.count == 3, let number = Int32(parts[1]), let dot = parts[0].lastIndex(of: ".") else {
                throw Malformed(description: "no frozen number: \(line)")
            }
            return Entry(
                owner: String(parts[0][..<dot]), name: String(parts[0][parts[0].index(after: dot)...]),
                number: number, type: String(parts[2]))
        }
    }

    struct Malformed: Error, CustomStringConvertible { let description: String }

    var text: String { entries.map { $0.line + "\n" }.joined() }

    /// Every entry that the schemas no longer keep, as a sentence. Retired is one whose number and name are reserved.
    func breaches(by schemas: SchemaSet) -> [String] {
        let present = FrozenNumbers(of: schemas).entries
        let kept = Set(present)
        let byPlace = Dictionary(
            present.map { ("\($0.owner) \($0.number)", $0) }, uniquingKeysWith: { first, _ in first })
        return entries.filter { !kept.contains($0) }.compactMap { entry in
            if let other = byPlace["\(entry.owner) \(entry.number)"] { return "was \(entry.line), is \(other.line)" }
            return Self.isReserved(entry, in: schemas) ? nil : "\(entry.line) is gone and not reserved"
        }
    }

    private static func isReserved(_ entry: Entry, in schemas: SchemaSet) -> Bool {
        if let message = schemas.message(named: entry.owner)?.descriptor {
            return message.reservedName.contains(entry.name)
                && message.reservedRange.contains { ($0.start..<$0.end).contains(entry.number) }
        }
        // An enumeration's reserved range holds its `end`, other than a message's.
        let enumeration = schemas.enumeration(named: entry.owner)?.descriptor
        return enumeration?.reservedName.contains(entry.name) == true
            && enumeration?.reservedRange.contains { ($0.start...$0.end).contains(entry.number) } == true
    }

    private static func type(
        of field: Google_Protobuf_FieldDescriptorProto, in message: Google_Protobuf_DescriptorProto
    ) -> String {
        let label =
            field.label == .repeated
            ? "repeated " : field.isAlternative ? "oneof \(message.oneofDecl[Int(field.oneofIndex)].name) " : ""
        return label + (field.typeName.isEmpty ? "\(field.type)" : field.referred)
    }
}
