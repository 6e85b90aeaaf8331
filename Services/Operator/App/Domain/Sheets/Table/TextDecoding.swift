/// How the bytes of a file stand for letters.
enum TableEncoding: String, Sendable {
    case utf8 = "UTF-8"
    case windows1251 = "Windows-1251"
}

/// Finds out how a file is encoded: what is UTF-8 throughout is UTF-8, everything else is what Windows has written in
/// Russian for thirty years, unless it looks like UTF-8 with a part missing.
enum TextDecoding {
    /// The text as UTF-8.
    struct Decoded: Equatable, Sendable {
        let bytes: [UInt8]
        let encoding: TableEncoding
    }

    /// Bytes that are in no encoding read here.
    struct Fault: Error, Equatable, Sendable {
        let line: Int
        let found: String
    }

    static func decode(_ bytes: [UInt8]) throws(Fault) -> Decoded {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Fault(line: 1, found: "UTF-16")
        }
        if let zero = bytes.firstIndex(of: 0) {
            throw Fault(line: line(of: zero, in: bytes), found: "a zero byte")
        }
        guard let wrong = firstLineThatIsNoUTF8(bytes) else { return Decoded(bytes: bytes, encoding: .utf8) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) || looksLikeUTF8(bytes) {
            throw Fault(line: wrong, found: "bytes that are no UTF-8 in a file that is UTF-8 elsewhere")
        }
        if let unused = bytes.firstIndex(of: 0x98) {
            throw Fault(line: line(of: unused, in: bytes), found: "a byte that is no letter in Windows-1251 either")
        }
        return Decoded(bytes: bytes.flatMap { cyrillic($0) }, encoding: .windows1251)
    }

    private static func line(of index: Int, in bytes: [UInt8]) -> Int {
        bytes[..<index].count { $0 == UInt8(ascii: "\n") } + 1
    }

    private static func firstLineThatIsNoUTF8(_ bytes: [UInt8]) -> Int? {
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }.map { $0 + 1 }
    }

    /// Most of what is no ASCII stands in pairs as Russian letters do in UTF-8. In Windows-1251 such a pair is «Р» or
    /// «С» with a sign after it that no Russian word has.
    private static func looksLikeUTF8(_ bytes: [UInt8]) -> Bool {
        let high = bytes.count { $0 >= 0x80 }
        let pairs = zip(bytes, bytes.dropFirst()).count { first, second in
            (first == 0xD0 || first == 0xD1) && (0x80...0xBF).contains(second)
        }
        return pairs * 4 > high
    }

    private static func cyrillic(_ byte: UInt8) -> [UInt8] {
        let value: UInt32 =
            switch byte {
            case 0..<0x80: UInt32(byte)
            case 0x80..<0xC0: UInt32(upperHalf[Int(byte) - 0x80])
            default: 0x0410 + UInt32(byte) - 0xC0
            }
        return UnicodeScalar(value).map { Array(String($0).utf8) } ?? []
    }

    /// 0x80 to 0xBF; the letters follow in the order of Unicode.
    private static let upperHalf: [UInt16] = [
        0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039, 0x040A, 0x040C,
        0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0xFFFD, 0x2122, 0x0459, 0x203A,
        0x045A, 0x045C, 0x045B, 0x045F, 0x00A0, 0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9,
        0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6, 0x00B7,
        0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457,
    ]
}
