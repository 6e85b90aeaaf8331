import School

/// A legal basis in the operator's words.
enum ReasonRule {
    /// The most Unicode scalars.
    static let limit = 500

    /// The text without white space around it.
    /// - Throws: `invalid` if nothing is left or a control character is in it, `too-large` above the limit. The
    ///   message never repeats the text.
    static func check(_ text: String, _ field: String) throws(Rejection) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { throw Rejection(.invalid, field: field, "the text is empty") }
        let trimmed = scalars[first...last]
        guard trimmed.count <= limit else {
            throw Rejection(
                .tooLarge, field: field, "the text has \(trimmed.count) characters; the limit is \(limit)")
        }
        guard trimmed.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw Rejection(.invalid, field: field, "the text contains a control character")
        }
        return String(trimmed)
    }
}
