import Testing

@testable import Operator

/// What somebody who means ill may write where his text will be shown.
enum HostileText {
    static let all = [
        "\u{1B}]0;a title\u{7}\u{1B}[2J", "a\nzvonok: b", "a\r\nb", "a\u{9B}2Jb", "a\u{85}b", "a\u{202E}b\u{2066}c",
        "a\u{2028}b\u{2029}c", "a\u{8}\u{8}b\u{7F}", "a\u{200F}\u{FEFF}b", "a\tb", "a\u{0}b",
    ]

    /// Nothing in it is obeyed by a terminal or ends a line.
    static func isHeld(_ text: String) -> Bool { text.unicodeScalars.allSatisfy(SafeText.isHarmless) }
}

@Suite struct SafeTextTests {
    @Test(arguments: HostileText.all) func aLineStaysOne(text: String) {
        #expect(HostileText.isHeld(SafeText.line(text)))
        #expect(SafeText.line(text).unicodeScalars.count == text.unicodeScalars.count)
    }

    @Test func whatIsHarmlessStaysAsItIs() {
        for text in ["Рябинина, 5А «б» – №", "é e\u{301} 中 \u{1F600}", "", "a b\u{A0}c"] {
            #expect(SafeText.line(text) == text && SafeText.lines(text) == text && SafeText.json(text) == text)
        }
    }

    @Test func aLineIsNoLongerThanItsLimit() {
        #expect(SafeText.line("abcd", upTo: 4) == "abcd" && SafeText.line("abcde", upTo: 4) == "abcd…")
        #expect(SafeText.line(String(repeating: "x", count: 5_000)).count == SafeText.longest + 1)
    }

    @Test func linesEndWhereTheyDidAndNothingElseIsLeft() {
        #expect(SafeText.lines("a\u{1B}[2J\n\tb\u{9B}\r\n") == "a\u{FFFD}[2J\n\tb\u{FFFD}\u{FFFD}\n")
    }

    @Test func ofAMistakeInSeveralLinesOnlyTheFirstBeginsAtTheMargin() {
        #expect(SafeText.paragraph("zvonok: a\nzvonok: b\n  c\n\nd") == "zvonok: a\n  zvonok: b\n  c\n\n  d")
        #expect(SafeText.paragraph("a\u{9B}b\n\u{1B}c") == "a\u{FFFD}b\n  \u{FFFD}c")
    }

    @Test func progressClearsItsLineAndDoesNothingElse() {
        #expect(SafeText.progress("\r\u{1B}[Ka\u{1B}[Kb\nc") == "\r\u{1B}[Ka\u{FFFD}[Kb\u{FFFD}c")
        #expect(SafeText.progress("\r\u{1B}[K") == "\r\u{1B}[K")
        #expect(SafeText.progress("a\r\u{1B}[Kb\n") == "a\u{FFFD}\u{FFFD}[Kb\n")
    }

    @Test func aDocumentKeepsItsValues() {
        #expect(SafeText.json("{\"a\":\"\u{9B}\u{202E}\u{E0001}\"}\n") == "{\"a\":\"\\u009b\\u202e\\udb40\\udc01\"}\n")
    }
}
