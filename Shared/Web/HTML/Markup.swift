/// HTML as it is being written, in bytes of UTF-8: a page is thousands of small pieces, and a `String` takes several times
/// as long to take one.
struct Markup: Sendable {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(16_384) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Markup of the source.
    mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Text, escaped.
    mutating func append(escaped text: some StringProtocol) {
        guard text.utf8.withContiguousStorageIfAvailable({ append(escaped: $0) }) == nil else { return }
        Array(text.utf8).withUnsafeBufferPointer { append(escaped: $0) }
    }

    private mutating func append(escaped text: UnsafeBufferPointer<UInt8>) {
        var next = 0
        while let found = text[next...].firstIndex(where: Escaping.needsCare) {
            bytes.append(contentsOf: text[next..<found])
            next = found + Escaping.append(text[found...], to: &bytes)
        }
        bytes.append(contentsOf: text[next...])
    }
}
