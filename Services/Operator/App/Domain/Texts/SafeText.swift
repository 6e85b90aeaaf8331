/// Text of somebody else's as it may be shown on a terminal: it moves no cursor, sets no title, turns no direction of
/// writing, and, where it has to stay on its line, breaks none.
enum SafeText {
    /// The most characters of one thing that somebody else wrote.
    static let longest = 2_000
    private static let replacement = "\u{FFFD}"

    /// On one line, and no longer than this.
    static func line(_ text: some StringProtocol, upTo limit: Int = longest) -> String {
        let start = text.unicodeScalars.prefix(limit)
        let isWhole = start.endIndex == text.unicodeScalars.endIndex
        guard !isWhole || !start.allSatisfy(isHarmless) else { return String(text) }
        return start.map { isHarmless($0) ? String($0) : replacement }.joined() + (isWhole ? "" : "…")
    }

    /// Lines of ours, which end where we ended them; tabs are kept.
    static func lines(_ text: String) -> String { shown(text) { isHarmless($0) || $0 == "\n" || $0 == "\t" } }

    /// Goes back to the beginning of a terminal's line and clears it: all that a terminal is told on the way.
    static let clearedLine = "\r\u{1B}[K"

    /// The same, but for a beginning that clears the line for what follows.
    static func progress(_ text: String) -> String {
        guard text.hasPrefix(clearedLine) else { return lines(text) }
        return clearedLine + line(text.unicodeScalars.dropFirst(clearedLine.unicodeScalars.count).text)
    }

    /// What goes wrong in a sentence or more: its first line, and under it the others, moved in, so that none of them
    /// can be taken for a message of its own; each no longer than ``longest``.
    static func paragraph(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
            (index == 0 || line.hasPrefix(" ") || line.isEmpty ? "" : "  ") + self.line(line)
        }.joined(separator: "\n")
    }

    /// A JSON document, with the same values: what a terminal would obey is escaped.
    static func json(_ document: String) -> String {
        document.unicodeScalars.map { scalar in
            isHarmless(scalar) || scalar == "\n" ? String(scalar) : String(scalar).utf16.map(escaped).joined()
        }.joined()
    }

    static func isHarmless(_ scalar: UnicodeScalar) -> Bool {
        // Most of what is shown.
        if (0x20..<0x7F).contains(scalar.value) { return true }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
        default: true
        }
    }

    private static func shown(_ text: String, _ isShown: (UnicodeScalar) -> Bool) -> String {
        guard !text.unicodeScalars.allSatisfy(isShown) else { return text }
        return text.unicodeScalars.map { isShown($0) ? String($0) : replacement }.joined()
    }

    private static func escaped(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}

extension Substring.UnicodeScalarView {
    fileprivate var text: String { String(String.UnicodeScalarView(self)) }
}
