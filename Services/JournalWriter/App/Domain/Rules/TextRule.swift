import School

/// What a text of one kind may look like. Lengths count Unicode scalars, as SQLite's `length` does.
struct TextRule: Sendable {
    /// The most Unicode scalars, after the white space at both ends is taken off.
    let limit: Int
    /// Whether line breaks and tabs are allowed; no other control character ever is.
    var allowsLines = false

    /// A family name, given name or patronymic.
    static let personName = TextRule(limit: 100)
    static let schoolName = TextRule(limit: 300)
    static let post = TextRule(limit: 200)
    static let phone = TextRule(limit: 32)
    /// The part of a class's name after the number of its parallel: «А», «ИТ-1».
    static let classLetter = TextRule(limit: 10)
    static let groupName = TextRule(limit: 100)
    static let courseName = TextRule(limit: 200)
    static let bellsName = TextRule(limit: 100)
    static let orderNumber = TextRule(limit: 100)
    static let topic = TextRule(limit: 1_000)
    static let homework = TextRule(limit: 10_000, allowsLines: true)
    static let reason = TextRule(limit: 500)
    static let legalBasis = TextRule(limit: 500)

    /// The text without white space around it.
    /// - Throws: `invalid` if nothing is left or a control character is in it, `too-large` above the limit. The
    ///   message never repeats the text: it may be a person's name.
    func check(_ text: String, _ field: String) throws(Rejection) -> String {
        let trimmed = Self.trim(text)
        guard !trimmed.isEmpty else { throw Rejection(.invalid, field: field, "the text is empty") }
        let length = trimmed.unicodeScalars.count
        guard length <= limit else {
            throw Rejection(.tooLarge, field: field, "the text has \(length) characters; the limit is \(limit)")
        }
        guard trimmed.unicodeScalars.allSatisfy(allows) else {
            throw Rejection(.invalid, field: field, "the text contains a control character")
        }
        return trimmed
    }

    private func allows(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: allowsLines && ["\n", "\r", "\t"].contains(scalar)
        case .lineSeparator, .paragraphSeparator: allowsLines
        default: true
        }
    }

    private static func trim(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
