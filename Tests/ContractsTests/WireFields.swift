import Foundation

/// Reads the outermost fields of a message's bytes without knowing the message.
enum WireFields {
    struct Malformed: Error {}

    /// Number and, for wire type 0, value of each field; 0 as the value of all others.
    static func read(_ bytes: Data) throws -> [(number: Int32, value: UInt64)] {
        var rest = bytes[...]
        var fields: [(number: Int32, value: UInt64)] = []
        while !rest.isEmpty {
            let tag = try varint(&rest)
            let value = try varint(&rest)
            switch tag & 7 {
            case 0: fields.append((Int32(tag >> 3), value))
            case 2 where value <= UInt64(rest.count):
                rest = rest.dropFirst(Int(value))
                fields.append((Int32(tag >> 3), 0))
            default: throw Malformed()
            }
        }
        return fields
    }

    private static func varint(_ rest: inout Data) throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = rest.popFirst() else { throw Malformed() }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw Malformed()
    }
}
