import Testing

@testable import Web

@Suite("Plural forms")
struct PluralTests {
    @Test(
        "a Russian noun takes the form its number asks for",
        arguments: [
            (0, "0\u{A0}оценок"), (1, "1\u{A0}оценка"), (2, "2\u{A0}оценки"), (4, "4\u{A0}оценки"),
            (5, "5\u{A0}оценок"), (11, "11\u{A0}оценок"), (12, "12\u{A0}оценок"), (14, "14\u{A0}оценок"),
            (21, "21\u{A0}оценка"), (22, "22\u{A0}оценки"), (111, "111\u{A0}оценок"), (1_121, "1121\u{A0}оценка"),
        ])
    func russian(count: Int, text: String) {
        let phrase = Phrase.counted(count, ru: ("оценка", "оценки", "оценок"), en: ("mark", "marks"))
        #expect(phrase.text(in: .russian) == text)
    }
}
