/// A class as schools write it: «5А», «5 «А»», «5-а», «5А класс».
struct ClassName: Hashable, Sendable {
    let parallel: Int
    let letter: String
    /// Letters were Latin ones that look like Russian ones; they were taken for these.
    let wasLatin: Bool

    /// Characters of the longest letter a class may have.
    private static let longestLetter = 10

    init?(_ text: String) {
        let text = Self.trimmed(SheetText.clean(text))
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let parallel = Int(digits), (1...12).contains(parallel) else { return nil }
        let rest = Self.withoutWord(Self.trimmed(text.dropFirst(digits.count))).uppercased()
        guard (1...Self.longestLetter).contains(rest.unicodeScalars.count), rest.first?.isLetter == true,
            rest.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" })
        else { return nil }
        self.parallel = parallel
        let russian = Self.russian(rest)
        letter = russian ?? rest
        wasLatin = russian != nil && russian != rest
    }

    /// «5А».
    var text: String { "\(parallel)\(letter)" }

    static func == (left: ClassName, right: ClassName) -> Bool { left.text == right.text }
    func hash(into hasher: inout Hasher) { hasher.combine(text) }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let signs: Set<Character> = [" ", "-", "–", "—", ".", "«", "»", "\"", "“", "”", "„", "'", "’", "(", ")"]
        let start = text.drop { signs.contains($0) }
        return String(start.reversed().drop { signs.contains($0) }.reversed())
    }

    private static func withoutWord(_ text: String) -> String {
        for word in ["класс", "кл"] {
            if text.lowercased().hasSuffix(word) { return trimmed(text.dropLast(word.count)) }
            if text.lowercased().hasPrefix(word) { return trimmed(text.dropFirst(word.count)) }
        }
        return text
    }

    /// Nil where a letter is Latin and looks like no Russian one.
    private static func russian(_ text: String) -> String? {
        var letters = ""
        for letter in text {
            if letter.isASCII, letter.isLetter {
                guard let twin = twins[letter] else { return nil }
                letters.append(twin)
            } else {
                letters.append(letter)
            }
        }
        return letters
    }

    private static let twins: [Character: Character] = [
        "A": "А", "B": "В", "C": "С", "E": "Е", "H": "Н", "K": "К", "M": "М", "O": "О", "P": "Р", "T": "Т", "X": "Х",
        "Y": "У",
    ]
}
