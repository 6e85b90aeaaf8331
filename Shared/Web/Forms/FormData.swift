import School

/// What was sent with a form: names and values in their order, within limits.
public struct FormData: Equatable, Sendable {
    /// The most bytes of a form, unless its route says otherwise. A class of forty with a mark, a code and a remark each
    /// has about a tenth of it.
    public static let maximumBytes = 256 * 1_024
    /// The most fields of a form.
    public static let maximumFields = 2_000
    /// The most bytes of a field's name.
    public static let maximumName = 128

    /// Every field, as sent.
    public let fields: [Field]
    private let values: [String: [String]]

    public struct Field: Equatable, Sendable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(_ fields: [Field] = []) {
        self.fields = fields
        values = Dictionary(grouping: fields, by: \.name).mapValues { $0.map(\.value) }
    }

    /// The first value of that name, as it was typed; nil if there is none.
    public subscript(_ name: String) -> String? { values[name]?.first }

    /// All values of that name: what was chosen of a list.
    public func all(_ name: String) -> [String] { values[name] ?? [] }

    /// Reads `application/x-www-form-urlencoded` (URL Standard, 5.1), strictly: UTF-8, each `%` with two digits.
    /// How long a value may be is for whoever reads it to say, beside the field.
    /// - Throws: a ``Problem`` that names the limit or the field.
    public init(urlEncoded bytes: some Collection<UInt8>, limit: Int = maximumBytes) throws(Problem) {
        guard bytes.count <= limit else { throw .tooLarge("the form", limit, "bytes") }
        var fields: [Field] = []
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            guard fields.count < Self.maximumFields else { throw .tooLarge("the form", Self.maximumFields, "fields") }
            fields.append(try Self.field(pair))
        }
        self.init(fields)
    }

    private static func field(_ pair: some Collection<UInt8>) throws(Problem) -> Field {
        let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = decode(parts[0]) else { throw .malformed("a field's name is not well encoded") }
        guard name.utf8.count <= maximumName else { throw .tooLarge("a field's name", maximumName, "bytes") }
        guard let value = parts.count > 1 ? decode(parts[1]) : "" else {
            throw .malformed("the value is not well encoded", field: name)
        }
        return Field(name: name, value: value)
    }

    private static func decode(_ bytes: some Collection<UInt8>) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    return nil
                }
                decoded.append(high << 4 | low)
            default: decoded.append(byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init)
    }
}
