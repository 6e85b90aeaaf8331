import Foundation

/// Free text in a header: a subject, the name beside an address.
///
/// Text that holds a control character is refused, never cleaned: whoever puts a line break into a name means a header
/// of his own by it.
public struct HeaderText: Hashable, Sendable {
    /// The longest text, in bytes of UTF-8.
    public static let maximumLength = 512
    /// The longest encoded word (RFC 2047, 2).
    private static let maximumWord = 75
    /// The longest line before it is folded (RFC 5322, 2.1.1).
    private static let maximumLine = 78
    private static let opening = "=?UTF-8?B?"
    private static let closing = "?="

    public let text: String

    /// Nil for text with a control character (C0, DEL, C1, line and paragraph separators) and for more than
    /// ``maximumLength``.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength, text.unicodeScalars.allSatisfy(Self.isPrintable) else {
            return nil
        }
        self.text = text
    }

    /// As it stands in a header whose name takes `offset` bytes: plain where it is ASCII, short, and cannot be taken
    /// for an encoded word; else as encoded words, one a line (RFC 2047, 2).
    func encoded(after offset: Int) -> String {
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 } && !text.contains("=?")
        if isPlain, offset + text.utf8.count <= Self.maximumLine, text == text.trimmingCharacters(in: .whitespaces) {
            return text
        }
        return words(after: offset).map { Self.opening + Data($0.utf8).base64EncodedString() + Self.closing }
            .joined(separator: "\r\n ")
    }

    /// Whole characters in pieces that stay within a word once encoded; the first is shorter by what stands before it.
    private func words(after offset: Int) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            let limit = Self.bytes(in: words.isEmpty ? Self.maximumLine - offset : Self.maximumWord)
            if word.utf8.count + UTF8.width(scalar) > limit, !word.isEmpty {
                words.append(word)
                word = ""
            }
            word.unicodeScalars.append(scalar)
        }
        return words + [word]
    }

    /// How many bytes fit into an encoded word of this length.
    private static func bytes(in length: Int) -> Int {
        (min(length, maximumWord) - opening.utf8.count - closing.utf8.count) / 4 * 3
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: true
        }
    }
}
