/// One field of a protobuf message as it lies in the bytes (https://protobuf.dev/programming-guides/encoding).
struct WireField {
    enum Kind: UInt64 {
        case varint = 0
        case eightBytes = 1
        case delimited = 2
        case fourBytes = 5
    }

    let number: UInt64
    let kind: Kind
    /// Tag, length and value.
    let whole: Range<Int>
    /// The value alone, without a length before it.
    let value: Range<Int>

    /// The tag of a field of another number and the same kind.
    func tag(number: UInt64) -> [UInt8] { WireFormat.varint(number << 3 | kind.rawValue) }
}

/// Reads and writes what the mutator needs of the encoding, apart from the library under test.
enum WireFormat {
    /// - Returns: the fields in their order; nil unless the bytes are nothing but whole fields.
    static func fields(in bytes: ArraySlice<UInt8>) -> [WireField]? {
        var fields: [WireField] = []
        var place = bytes.startIndex
        while place < bytes.endIndex {
            let start = place
            guard let tag = readVarint(bytes, &place), tag >> 3 > 0, let kind = WireField.Kind(rawValue: tag & 7),
                let length = valueLength(kind, bytes, &place), length <= bytes.endIndex - place
            else { return nil }
            let value = place..<place + length
            place = value.upperBound
            fields.append(WireField(number: tag >> 3, kind: kind, whole: start..<place, value: value))
        }
        return fields
    }

    static func varint(_ number: UInt64) -> [UInt8] {
        var (rest, bytes): (UInt64, [UInt8]) = (number, [])
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }

    private static func readVarint(_ bytes: ArraySlice<UInt8>, _ place: inout Int) -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard place < bytes.endIndex else { return nil }
            let byte = bytes[place]
            place += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        return nil
    }

    /// The length of a value that begins at `place`, or behind the length that stands there.
    private static func valueLength(_ kind: WireField.Kind, _ bytes: ArraySlice<UInt8>, _ place: inout Int) -> Int? {
        switch kind {
        case .eightBytes: return 8
        case .fourBytes: return 4
        case .delimited: return readVarint(bytes, &place).flatMap(Int.init(exactly:))
        case .varint:
            var end = place
            return readVarint(bytes, &end).map { _ in end - place }
        }
    }
}
