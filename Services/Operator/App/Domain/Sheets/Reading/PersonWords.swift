/// Names of people in cells.
enum PersonWords {
    static let longest = 100
    /// Ends of patronymics that are words of their own.
    private static let patronymicEnds: Set<String> = ["оглы", "углы", "кызы", "гызы", "заде", "улы", "уулу"]
    private static let rule = "family name, name and patronymic, or columns of their own for them"

    /// A name in one cell: family name, name, patronymic if there is one.
    static func whole(_ text: String) -> SheetVerdict<RosterName> {
        let words = text.split(separator: " ").map(String.init)
        let hasEnd = words.count == 4 && patronymicEnds.contains(SheetText.fold(words[3]))
        guard (2...3).contains(words.count) || hasEnd else { return .wrong(rule) }
        let patronymic = words.count == 2 ? nil : words[2...].joined(separator: " ")
        for part in [words[0], words[1]] + (patronymic.map { [$0] } ?? []) {
            if case .wrong(let expected) = self.part(part) { return .wrong(expected) }
        }
        return .fine(RosterName(family: words[0], given: words[1], patronymic: patronymic))
    }

    /// A family name, a name or a patronymic.
    static func part(_ text: String) -> SheetVerdict<String> {
        guard text.unicodeScalars.count <= longest else { return .wrong("at most \(longest) characters") }
        guard !text.contains(".") else { return .wrong("names in full, no initials") }
        guard text.contains(where: \.isLetter), text.allSatisfy(isOfName) else { return .wrong("letters") }
        guard !(text.unicodeScalars.contains(where: isCyrillic) && text.unicodeScalars.contains(where: isLatin)) else {
            return .wrong("letters of one alphabet: a Latin one stands among Russian ones that look alike")
        }
        return .fine(text)
    }

    private static func isOfName(_ letter: Character) -> Bool {
        letter.isLetter || [" ", "-", "–", "'", "’", "ʼ", "`", "(", ")"].contains(letter)
    }

    static func isCyrillic(_ scalar: UnicodeScalar) -> Bool { (0x0400...0x052F).contains(scalar.value) }
    static func isLatin(_ scalar: UnicodeScalar) -> Bool {
        (0x41...0x5A).contains(scalar.value) || (0x61...0x7A).contains(scalar.value)
            || (0xC0...0x24F).contains(scalar.value)
    }
}

/// By what a person of a list is told from others; «ё» and «е», capitals and blanks do not matter.
struct PersonKey: Hashable, Sendable {
    let text: String

    init(_ name: RosterName) {
        let parts = [name.family, name.given, name.patronymic ?? ""]
        text = parts.map { SheetText.fold($0).replacing("’", with: "'").replacing("–", with: "-") }
            .joined(separator: " ")
    }

    /// Whether initials may stand for the name: «Иванова М. П.» for «Иванова Мария Петровна».
    static func matches(_ initials: String, _ name: RosterName) -> Bool {
        let words = initials.split { $0 == " " || $0 == "." }.map { SheetText.fold(String($0)) }
        guard words.count == 2 || words.count == 3, words[0] == SheetText.fold(name.family),
            words[1].count == 1, SheetText.fold(name.given).hasPrefix(words[1])
        else { return false }
        return words.count == 2
            || words[2].count == 1 && SheetText.fold(name.patronymic ?? "").hasPrefix(words[2])
    }
}
