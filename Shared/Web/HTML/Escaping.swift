/// Text as HTML: what could begin markup or end an attribute's value is written as a character reference (HTML 13.3),
/// and what HTML may not hold at all (HTML 13.1.4: controls beside tab, line feed and carriage return) as U+FFFD.
enum Escaping {
    /// Bytes that may belong to something to be escaped; 0xC2 leads U+0080 to U+009F, among others.
    static func needsCare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        case 0x09, 0x0A, 0x0D: false
        case 0x00...0x1F, 0x7F, 0xC2: true
        default: false
        }
    }

    /// Appends what stands for the first character of a text that begins with a byte that needs care.
    /// - Returns: of how many bytes that character was.
    static func append(_ text: Slice<UnsafeBufferPointer<UInt8>>, to markup: inout [UInt8]) -> Int {
        switch text.first {
        case UInt8(ascii: "&"): return append("&amp;", to: &markup)
        case UInt8(ascii: "<"): return append("&lt;", to: &markup)
        case UInt8(ascii: ">"): return append("&gt;", to: &markup)
        case UInt8(ascii: "\""): return append("&quot;", to: &markup)
        case UInt8(ascii: "'"): return append("&#39;", to: &markup)
        case 0xC2: return appendTwoBytes(text.dropFirst().first, to: &markup)
        default: return append("\u{FFFD}", to: &markup)
        }
    }

    private static func append(_ replacement: StaticString, to markup: inout [UInt8]) -> Int {
        replacement.withUTF8Buffer { markup.append(contentsOf: $0) }
        return 1
    }

    /// U+0080 to U+00BF, of which the first half are controls.
    private static func appendTwoBytes(_ second: UInt8?, to markup: inout [UInt8]) -> Int {
        guard let second, second >= 0xA0 else { return append("\u{FFFD}", to: &markup) + 1 }
        markup.append(0xC2)
        markup.append(second)
        return 2
    }
}
