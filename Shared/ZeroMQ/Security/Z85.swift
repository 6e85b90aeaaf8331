import CZeroMQ

/// Z85 (ZeroMQ RFC 32) for keys, by libzmq's codec and stricter: one text for one key.
enum Z85 {
    static let textLength = 40
    static let keyLength = 32

    static func decodeKey(_ text: String) throws(ZeroMQError) -> [UInt8] {
        let characters = text.utf8.count
        guard characters == textLength else {
            throw invalid("\(characters) characters, expected \(textLength) of Z85")
        }
        guard text.utf8.allSatisfy(alphabet.contains) else { throw invalid("a character outside Z85") }
        var bytes = [UInt8](repeating: 0, count: keyLength)
        // Five characters can say more than four bytes hold; encoding again finds every such text.
        guard zmq_z85_decode(&bytes, text) != nil, try encodeKey(bytes) == text else {
            throw invalid("five characters stand for more than four bytes")
        }
        return bytes
    }

    static func encodeKey(_ bytes: [UInt8]) throws(ZeroMQError) -> String {
        guard bytes.count == keyLength else { throw invalid("\(bytes.count) bytes, expected \(keyLength)") }
        var text = [CChar](repeating: 0, count: textLength + 1)
        guard zmq_z85_encode(&text, bytes, bytes.count) != nil else { throw invalid("cannot be encoded") }
        return string(text)
    }

    /// The characters before the closing zero.
    static func string(_ text: [CChar]) -> String {
        String(decoding: text.prefix(textLength).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static let alphabet = Set(
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".utf8)

    /// The text itself never stands in the error: it may be a secret key.
    private static func invalid(_ reason: String) -> ZeroMQError {
        ZeroMQError(.invalidKey, "read CURVE key", reason: reason)
    }
}
