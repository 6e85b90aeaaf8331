import Foundation

extension UUID {
    /// As ids are written everywhere: in lower case (RFC 9562, 4). Foundation's own text is in upper case, and a page of
    /// a hundred ids spends more on it than on all else that it says.
    public var text: String {
        withUnsafeBytes(of: uuid) { bytes in
            String(unsafeUninitializedCapacity: 36) { text in
                var length = 0
                for (index, byte) in bytes.enumerated() {
                    if index == 4 || index == 6 || index == 8 || index == 10 {
                        length = Self.append(UInt8(ascii: "-"), to: text, at: length)
                    }
                    length = Self.append(Self.digit(byte >> 4), to: text, at: length)
                    length = Self.append(Self.digit(byte & 15), to: text, at: length)
                }
                return length
            }
        }
    }

    private static func append(_ byte: UInt8, to text: UnsafeMutableBufferPointer<UInt8>, at place: Int) -> Int {
        text[place] = byte
        return place + 1
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
