import Testing

@testable import Web

@Suite("Numbers in words")
struct NumberWordsTests {
    @Test(
        "have their thousands apart",
        arguments: [
            (0, "0", "0"), (999, "999", "999"), (1_204, "1204", "1,204"), (12_040, "12\u{A0}040", "12,040"),
            (1_000_000, "1\u{A0}000\u{A0}000", "1,000,000"), (-5, "−5", "−5"),
        ])
    func numbers(value: Int, russian: String, english: String) {
        #expect(NumberWords.number(value) == Phrase(ru: russian, en: english))
    }

    @Test(
        "of a share have a fraction only where there is one",
        arguments: [
            (0, "0\u{A0}%", "0%"), (975, "97,5\u{A0}%", "97.5%"), (1_000, "100\u{A0}%", "100%"),
            (1, "0,1\u{A0}%", "0.1%"),
        ])
    func shares(perMille: Int, russian: String, english: String) {
        #expect(NumberWords.share(perMille: perMille) == Phrase(ru: russian, en: english))
    }

    @Test("a phrase begins with a capital letter where it is asked to")
    func capitalized() {
        #expect(Phrase(ru: "вторник", en: "today").capitalized == Phrase(ru: "Вторник", en: "Today"))
        #expect(Phrase.data("").capitalized == .data(""))
    }
}
