/// Changes one field of a protobuf message, at any depth; the lengths around it are put right, so that the change is
/// reached by whoever decodes.
public struct FieldMutator {
    /// How deep messages lie in each other at most: envelope body, command or event, its payload, and its parts.
    private static let deepest = 6

    public var generator: SeededGenerator
    private let numbers: [UInt64]
    private let texts: [[UInt8]]
    private let bytes: @Sendable ([UInt8]) -> [UInt8]

    /// - Parameters:
    ///   - numbers: ends of ranges and the like, which chance alone would take long to find.
    ///   - texts: names and lengths that decide something somewhere.
    ///   - bytes: another way to change bytes, if there is one.
    public init(
        generator: SeededGenerator, numbers: [UInt64], texts: [[UInt8]],
        bytes: @escaping @Sendable ([UInt8]) -> [UInt8] = { $0.reversed() }
    ) {
        self.generator = generator
        self.numbers = numbers
        self.texts = texts
        self.bytes = bytes
    }

    /// The message with one field changed.
    public mutating func mutate(_ message: [UInt8]) -> [UInt8] { mutate(message, depth: 0) }

    private mutating func mutate(_ message: [UInt8], depth: Int) -> [UInt8] {
        guard let fields = WireFormat.fields(in: message[...]), let field = choose(fields, in: message) else {
            return message + WireFormat.varint(8) + number()
        }
        let value = Array(message[field.value])
        if field.kind == .delimited, depth < Self.deepest, isMessage(value), !oneIn(4) {
            return replace(field, in: message, by: delimited(field, mutate(value, depth: depth + 1)))
        }
        switch generator.next() % 8 {
        case 0: return replace(field, in: message, by: [])
        case 1: return replace(field, in: message, by: Array(message[field.whole]) + message[field.whole])
        case 2: return swap(field, with: fields.randomElement(using: &generator) ?? field, in: message)
        case 3: return renumber(field, in: message)
        default: return replace(field, in: message, by: revalued(field, value))
        }
    }

    /// Half of the time by bytes, so that what is large and holds much is looked into more often.
    private mutating func choose(_ fields: [WireField], in message: [UInt8]) -> WireField? {
        guard !fields.isEmpty, oneIn(2) else { return fields.randomElement(using: &generator) }
        let place = Int.random(in: message.indices, using: &generator)
        return fields.first { $0.whole.contains(place) }
    }

    /// Empty bytes are a message, but there is nothing in it to change.
    private func isMessage(_ value: [UInt8]) -> Bool { WireFormat.fields(in: value[...])?.isEmpty == false }

    private mutating func oneIn(_ count: UInt64) -> Bool { generator.next() % count == 0 }

    private func replace(_ field: WireField, in message: [UInt8], by bytes: [UInt8]) -> [UInt8] {
        var message = message
        message.replaceSubrange(field.whole, with: bytes)
        return message
    }

    private func swap(_ one: WireField, with other: WireField, in message: [UInt8]) -> [UInt8] {
        guard one.whole.lowerBound != other.whole.lowerBound else { return message }
        let (first, second) = one.whole.lowerBound < other.whole.lowerBound ? (one, other) : (other, one)
        var swapped = message
        // The later one first: its replacement moves nothing that is still to be replaced.
        swapped.replaceSubrange(second.whole, with: message[first.whole])
        swapped.replaceSubrange(first.whole, with: message[second.whole])
        return swapped
    }

    /// The same value under a neighbouring number: another field's type, or a field nobody knows.
    private mutating func renumber(_ field: WireField, in message: [UInt8]) -> [UInt8] {
        let number = max(1, field.number &+ UInt64.random(in: 0...4, using: &generator) &- 2)
        let tail = Array(message[field.value])
        let length = field.kind == .delimited ? WireFormat.varint(UInt64(tail.count)) : []
        return replace(field, in: message, by: field.tag(number: number) + length + tail)
    }

    private mutating func revalued(_ field: WireField, _ value: [UInt8]) -> [UInt8] {
        switch field.kind {
        case .varint: field.tag(number: field.number) + number()
        case .delimited: delimited(field, otherBytes(value))
        case .eightBytes, .fourBytes: field.tag(number: field.number) + flipped(value)
        }
    }

    private func delimited(_ field: WireField, _ value: [UInt8]) -> [UInt8] {
        field.tag(number: field.number) + WireFormat.varint(UInt64(value.count)) + value
    }

    private mutating func number() -> [UInt8] {
        let number = numbers.randomElement(using: &generator) ?? 0
        return WireFormat.varint(number &+ UInt64.random(in: 0...2, using: &generator) &- 1)
    }

    private mutating func otherBytes(_ value: [UInt8]) -> [UInt8] {
        switch generator.next() % 8 {
        case 0: flipped(value)
        case 1: Array(value.prefix(Int.random(in: 0...value.count, using: &generator)))
        case 2: value + value
        case 3, 4: bytes(value)
        default: texts.randomElement(using: &generator) ?? []
        }
    }

    private mutating func flipped(_ value: [UInt8]) -> [UInt8] {
        guard !value.isEmpty else { return [0] }
        var value = value
        value[Int.random(in: 0..<value.count, using: &generator)] ^= 1 << UInt8(generator.next() % 8)
        return value
    }
}
