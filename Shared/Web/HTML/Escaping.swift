/// Text as HTML: what could begin markup or end an attribute's value is written as a character reference (HTML 13.3).
enum Escaping {
    /// Appends the text; what HTML may not hold at all (HTML 13.1.4: controls beside tab, line feed and carriage
    /// return) becomes U+FFFD.
    static func append(_ text: some StringProtocol, to markup: inout String) {
        guard text.utf8.contains(where: needsCare) else {
            markup += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": markup += "&amp;"
            case "<": markup += "&lt;"
            case ">": markup += "&gt;"
            case "\"": markup += "&quot;"
            case "'": markup += "&#39;"
            case "\t", "\n", "\r": markup.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": markup += "\u{FFFD}"
            default: markup.unicodeScalars.append(scalar)
            }
        }
    }

    /// Bytes that may belong to something to be escaped; 0xC2 leads U+0080 to U+009F, among others.
    private static func needsCare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        case 0x09, 0x0A, 0x0D: false
        case 0x00...0x1F, 0x7F, 0xC2: true
        default: false
        }
    }
}
