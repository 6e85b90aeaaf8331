extension SheetTerm {
    /// What is told of a wrong value under a header of this kind.
    ///
    /// It is repeated only where it looks like what the column takes. Where a column was left out, or a row was
    /// moved, a name stands under «Класс» and a birth date under «Группа», and both are wrong there.
    func found(_ value: SheetValue) -> RosterFound {
        if case .day = value, self == .schoolClass { return .words("a date") }
        let text = value.text
        return mayShow(value, text) ? .value(text) : .characters(text.count)
    }

    /// Whether a preview shows a value that was taken: where rows are shifted, a name or a telephone was taken for a group
    /// or a post.
    func mayPreview(_ text: String) -> Bool {
        let isNumber = text.count(where: Self.isDigit) >= Self.digitsOfNumber
        guard !text.contains("@"), !isNumber else { return isNumber && (self == .firstDay || self == .order) }
        switch self {
        case .group: return Self.looksLikeGroup(text) || !Self.looksLikeNames(text)
        case .post: return Self.posts.contains { text.lowercased().contains($0) }
        // A surname alone is told from a subject by nothing; a whole name is.
        case .subject: return !Self.looksLikeNames(text) || !text.contains(where: { $0.isWhitespace || $0 == "." })
        default: return true
        }
    }

    /// As many as no number of a group, a class or a load has.
    private static let digitsOfNumber = 6
    /// What the words for those who work at a school have in common.
    private static let posts = [
        "учител", "преподавател", "директор", "завуч", "педагог", "психолог", "логопед", "дефектолог", "воспитател",
        "библиотек", "секретарь", "методист", "тьютор", "вожат", "заместител", "руководител", "мастер", "бухгалтер",
        "инженер", "лаборант", "медсестра", "врач", "тренер", "концертмейстер", "заведующ", "специалист",
    ]

    /// Every word of it begins like a name.
    private static func looksLikeNames(_ text: String) -> Bool {
        let words = text.split { $0.isWhitespace || $0 == "." }
        return !words.isEmpty && words.allSatisfy { $0.first?.isUppercase == true }
    }

    private func mayShow(_ value: SheetValue, _ text: String) -> Bool {
        if case .flag = value { return true }
        switch self {
        case .schoolClass: return Self.looksLikeClasses(text)
        case .group: return Self.looksLikeGroup(text)
        case .hours: return Self.looksLikeHours(text)
        case .kinship: return SheetValues.isKinship(text)
        default: return false
        }
    }

    /// Numbers of one or two digits with a letter or two beside them, or one number alone.
    private static func looksLikeClasses(_ text: String) -> Bool {
        guard text.unicodeScalars.count <= 40, text.allSatisfy({ $0.isLetter || isDigit($0) || signs.contains($0) })
        else { return false }
        let words = text.lowercased().split { !$0.isLetter }.filter { !["класс", "классы", "кл"].contains($0) }
        let numbers = text.split { !isDigit($0) }
        return words.allSatisfy { $0.count <= 2 } && numbers.allSatisfy { $0.count <= 2 } && !numbers.isEmpty
            && (numbers.count == 1 || !words.isEmpty)
    }

    private static let signs: Set<Character> = [
        " ", ",", ";", "+", "-", "–", "—", "«", "»", "\"", "“", "”", "„", "'", "’", "(", ")",
    ]

    /// Words and a short number: no name has one, no telephone and no date has words.
    private static func looksLikeGroup(_ text: String) -> Bool {
        let numbers = text.split { !isDigit($0) }
        return text.unicodeScalars.count <= 60 && !text.contains("@") && text.contains(where: \.isLetter)
            && numbers.count == 1 && numbers.allSatisfy { $0.count <= 2 }
    }

    private static func looksLikeHours(_ text: String) -> Bool {
        let parts = text.drop { $0 == "-" }.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        return (1...2).contains(parts.count)
            && parts.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(isDigit) }
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}
