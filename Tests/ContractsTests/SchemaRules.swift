import SwiftProtobuf

/// What every schema of ours keeps to, so that an absent value is never mistaken for a zero.
enum SchemaRules {
    /// Each breach as a sentence that names the place.
    static func breaches(in schemas: SchemaSet) -> [String] {
        schemas.files.flatMap(breaches(inFile:)) + schemas.messages.flatMap(breaches(inMessage:))
            + schemas.enums.flatMap(breaches(inEnum:))
    }

    private static func breaches(inFile file: Google_Protobuf_FileDescriptorProto) -> [String] {
        var breaches: [String] = []
        if file.syntax != "proto3" { breaches.append("\(file.name): syntax is not proto3") }
        if file.package.wholeMatch(of: /zvonok(\.[a-z]+)+\.v[1-9][0-9]*/) == nil {
            breaches.append("\(file.name): package \(file.package) is not zvonok.….vN")
        }
        return breaches
    }

    private static func breaches(inMessage message: SchemaSet.MessageSchema) -> [String] {
        let fields = message.descriptor.field.flatMap { field in
            breaches(in: field).map { "\(message.name).\(field.name): \($0)" }
        }
        return fields
            + gaps(in: message.descriptor).map { "\(message.name): number \($0) is neither used nor reserved" }
    }

    private static func breaches(in field: Google_Protobuf_FieldDescriptorProto) -> [String] {
        var breaches: [String] = []
        let showsAbsence = field.proto3Optional || field.hasOneofIndex || field.label == .repeated
        if !showsAbsence, field.type != .message {
            breaches.append("an absent value looks like a zero: say optional")
        }
        if field.type == .float || field.type == .double {
            breaches.append("a binary fraction cannot hold what a person wrote")
        }
        return breaches
    }

    private static func gaps(in message: Google_Protobuf_DescriptorProto) -> [Int32] {
        let used = Set(message.field.map(\.number))
        // A message's reserved ranges end before their `end`.
        let reserved = message.reservedRange.map { $0.start..<$0.end }
        let highest = max(used.max() ?? 0, reserved.map { $0.upperBound - 1 }.max() ?? 0)
        guard highest > 0 else { return [] }
        return (1...highest).filter { number in
            !used.contains(number) && !reserved.contains { $0.contains(number) }
        }
    }

    private static func breaches(inEnum enumeration: SchemaSet.EnumSchema) -> [String] {
        let zero = enumeration.descriptor.value.first { $0.number == 0 }
        guard let zero else { return ["\(enumeration.name): has no value 0"] }
        return zero.name.hasSuffix("_UNSPECIFIED") ? [] : ["\(enumeration.name): 0 is \(zero.name), not …_UNSPECIFIED"]
    }
}
