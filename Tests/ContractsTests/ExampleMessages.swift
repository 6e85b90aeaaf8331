import Foundation
import SwiftProtobuf

/// Makes the bytes of filled messages from descriptors alone, by the rules of the wire format, so that golden bytes are
/// not merely what the library under test happens to write.
///
/// Every value follows from the field's name, number and type: the same schemas give the same bytes everywhere.
struct ExampleMessages {
    /// What the scalars of an example hold.
    enum Values: CaseIterable {
        /// What such a field holds in daily life.
        case usual
        /// Zeros and empty texts that are present all the same.
        case zero
        /// The largest, or most negative, number of the type.
        case extreme
    }

    let schemas: SchemaSet

    /// Enough examples to show each alternative with each enumeration value once, then the zeros and the extremes.
    ///
    /// A variant counts the alternatives first: the same number modulo theirs is the same alternative.
    func examples(of message: SchemaSet.MessageSchema) -> [Data] {
        guard !message.descriptor.field.isEmpty else { return [Data()] }
        let alternatives = alternatives(of: message)
        let values = message.descriptor.field.filter { $0.type == .enum }.map { named($0).count }.max() ?? 1
        return (0..<alternatives * values).map { bytes(of: message, .usual, variant: $0) }
            + (0..<alternatives).map { bytes(of: message, .zero, variant: $0) }
            + (0..<alternatives).map { bytes(of: message, .extreme, variant: $0) }
    }

    private func alternatives(of message: SchemaSet.MessageSchema) -> Int {
        let rivals = Dictionary(grouping: message.descriptor.field.filter(\.isAlternative), by: \.oneofIndex)
        return rivals.values.map(\.count).max() ?? 1
    }

    /// The values of an enumeration that mean something.
    private func named(_ field: Google_Protobuf_FieldDescriptorProto) -> [Int32] {
        (schemas.enumeration(named: field.referred)?.descriptor.value ?? []).map(\.number).filter { $0 != 0 }
    }

    private func bytes(of message: SchemaSet.MessageSchema, _ values: Values, variant: Int) -> Data {
        var bytes = Data()
        for field in message.descriptor.field.sorted(by: { $0.number < $1.number }) {
            let rivals = message.descriptor.field.filter { $0.isAlternative && $0.oneofIndex == field.oneofIndex }
            if field.isAlternative, rivals[variant % rivals.count].number != field.number { continue }
            append(field, values, variant / (field.type == .enum ? alternatives(of: message) : 1), to: &bytes)
        }
        return bytes
    }

    private func append(
        _ field: Google_Protobuf_FieldDescriptorProto, _ values: Values, _ variant: Int, to bytes: inout Data
    ) {
        guard field.label == .repeated else {
            return appendOne(field, values, variant, to: &bytes)
        }
        if let first = varint(field, values, variant), let second = varint(field, .usual, variant + 1) {
            // proto3 packs repeated numbers into one field.
            var packed = Data()
            packed.append(varint: first)
            packed.append(varint: second)
            bytes.append(field: field.number, packed)
        } else {
            appendOne(field, values, variant, to: &bytes)
            appendOne(field, .usual, variant + 1, to: &bytes)
        }
    }

    private func appendOne(
        _ field: Google_Protobuf_FieldDescriptorProto, _ values: Values, _ variant: Int, to bytes: inout Data
    ) {
        if let number = varint(field, values, variant) {
            bytes.append(varint: UInt64(field.number) << 3)
            bytes.append(varint: number)
        } else if let message = schemas.message(named: field.referred) {
            bytes.append(field: field.number, self.bytes(of: message, values, variant: variant))
        } else {
            bytes.append(field: field.number, content(of: field, values, variant))
        }
    }

    /// A number as it stands on the wire; nil for texts, bytes and messages.
    private func varint(_ field: Google_Protobuf_FieldDescriptorProto, _ values: Values, _ variant: Int) -> UInt64? {
        let usual = Int64(field.number) * 7 + Int64(variant)
        switch (field.type, values) {
        case (.bool, let values): return values == .zero ? 0 : 1
        case (.uint32, .extreme): return UInt64(UInt32.max)
        case (.uint64, .extreme): return .max
        case (.int64, .extreme): return UInt64(bitPattern: .min)
        case (.sint32, .extreme): return UInt64(UInt32.max)  // zigzag of Int32.min
        case (.enum, .usual), (.enum, .extreme):
            let values = named(field)
            return values.isEmpty ? 0 : UInt64(values[variant % values.count])
        case (.uint32, .zero), (.uint64, .zero), (.int64, .zero), (.sint32, .zero), (.enum, .zero): return 0
        case (.uint32, .usual), (.uint64, .usual): return UInt64(usual)
        // Microseconds of 2026-09-01 08:30 in Moscow, and some more.
        case (.int64, .usual): return UInt64(1_788_240_600_000_000 + usual)
        // Days from 2026-09-01 on, and small negative numbers by turns: zigzag.
        case (.sint32, .usual): return variant % 2 == 0 ? UInt64(20_697 + usual) << 1 : UInt64(usual) << 1 | 1
        default: return nil
        }
    }

    private func content(
        of field: Google_Protobuf_FieldDescriptorProto, _ values: Values, _ variant: Int
    ) -> Data {
        guard values != .zero else { return Data() }
        if field.type == .string {
            // Two, three and four bytes a character; then what JSON must escape.
            let text = "\(field.name) \(variant): Щукина – 5«А» 🔔"
            return Data((values == .extreme ? text + "\u{0}\u{1F}\"\\/\u{2028}\u{10FFFF}" : text).utf8)
        }
        let length = field.name.hasSuffix("_id") || field.name == "epoch" ? 16 : 32
        let start = values == .extreme ? 0xF0 : Int(field.number) * 16 + variant
        return Data((0..<length).map { UInt8(truncatingIfNeeded: start + $0) })
    }
}

extension Data {
    /// https://protobuf.dev/programming-guides/encoding/#varints
    mutating func append(varint value: UInt64) {
        var rest = value
        while rest > 0x7F {
            append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    /// A field of known length: tag with wire type 2, length, content.
    mutating func append(field number: Int32, _ content: Data) {
        append(varint: UInt64(number) << 3 | 2)
        append(varint: UInt64(content.count))
        append(content)
    }
}
